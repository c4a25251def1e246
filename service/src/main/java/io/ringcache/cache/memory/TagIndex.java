package io.ringcache.cache.memory;

import io.ringcache.cache.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The entries that carry each tag, in the order in which they were stored. A tag that nobody
 * carries any more leaves nothing behind. Not thread-safe.
 */
final class TagIndex {

  private Map<String, NavigableMap<Long, Stored>> byTag = new HashMap<>();

  void add(Stored entry) {
    for (String tag : entry.tags().names()) {
      byTag.computeIfAbsent(tag, unused -> new TreeMap<>()).put(entry.version(), entry);
    }
  }

  void remove(Stored entry) {
    for (String tag : entry.tags().names()) {
      byTag.computeIfPresent(
          tag,
          (unused, entries) -> {
            entries.remove(entry.version());
            return entries.isEmpty() ? null : entries;
          });
    }
    if (byTag.isEmpty()) {
      byTag = new HashMap<>(); // its table never shrinks
    }
  }

  /** Some of the entries up to a version that carry any of the tags, each once. */
  List<Stored> carryingAny(Tags tags, long lastVersion, int atMost) {
    return tags.names().stream()
        .map(byTag::get)
        .filter(entries -> entries != null)
        .flatMap(entries -> entries.headMap(lastVersion, true).values().stream())
        .distinct()
        .limit(atMost)
        .toList();
  }

  boolean isEmpty() {
    return byTag.isEmpty();
  }
}
