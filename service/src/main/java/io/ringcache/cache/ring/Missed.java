package io.ringcache.cache.ring;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a node may have missed, by name: bounded, so that where it gets too much it remembers less
 * precisely, and never less. Not thread-safe.
 *
 * <p>Beyond {@value #MAX_KEYS} keys the namespace that has most of them is noted as a whole, so is
 * one with more than {@value #MAX_PATTERNS} patterns or {@value #MAX_TAGS} tags.
 */
final class Missed {

  static final int MAX_KEYS = 10_000;
  static final int MAX_PATTERNS = 16;
  static final int MAX_TAGS = 256;

  /** Few enough to stand in a node's queue beside what its clients ask. */
  static final int KEYS_AT_ONCE = 250;

  private static final int TAGS_AT_ONCE = 16;

  private static final class OfNamespace {
    private final Set<CacheKey> keys = new HashSet<>();
    private final Map<String, Glob> patterns = new LinkedHashMap<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private boolean whole;
  }

  private final Map<NamespaceName, OfNamespace> namespaces = new HashMap<>();
  private int keys;

  boolean isEmpty() {
    return namespaces.isEmpty();
  }

  void note(Removal removal) {
    if (removal instanceof Removal.Keys some) {
      some.keys().forEach(this::noteKey);
    } else if (removal instanceof Removal.Matching matching) {
      notePattern(matching.namespace(), matching.pattern());
    } else if (removal instanceof Removal.Tagged tagged) {
      noteTags(tagged.namespace(), tagged.tags());
    }
  }

  /** Gives out all that was noted, and forgets it: keys first, which is done soonest. */
  List<Removal> take() {
    List<Removal> taken = new ArrayList<>();
    namespaces.values().forEach(noted -> takeKeys(noted, taken));
    namespaces.forEach((namespace, noted) -> takeRest(namespace, noted, taken));
    namespaces.clear();
    keys = 0;
    return taken;
  }

  private static void takeKeys(OfNamespace noted, List<Removal> taken) {
    List<CacheKey> all = List.copyOf(noted.keys);
    for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
      taken.add(new Removal.Keys(all.subList(from, Math.min(from + KEYS_AT_ONCE, all.size()))));
    }
  }

  private static void takeRest(NamespaceName namespace, OfNamespace noted, List<Removal> taken) {
    List<String> tags = List.copyOf(noted.tags);
    for (int from = 0; from < tags.size(); from += TAGS_AT_ONCE) {
      List<String> some = tags.subList(from, Math.min(from + TAGS_AT_ONCE, tags.size()));
      taken.add(new Removal.Tagged(namespace, Tags.of(some)));
    }
    noted.patterns.values().forEach(p -> taken.add(new Removal.Matching(namespace, p)));
    if (noted.whole) {
      taken.add(new Removal.Matching(namespace, Glob.ALL));
    }
  }

  private void noteKey(CacheKey key) {
    OfNamespace noted = of(key.namespace());
    if (noted.whole || !noted.keys.add(key)) {
      return;
    }
    keys++;
    if (keys > MAX_KEYS) {
      noteAll(
          namespaces.values().stream()
              .max(Comparator.comparingInt(namespace -> namespace.keys.size()))
              .orElse(noted));
    }
  }

  private void notePattern(NamespaceName namespace, Glob pattern) {
    OfNamespace noted = of(namespace);
    if (noted.whole || noted.patterns.values().stream().anyMatch(known -> known.covers(pattern))) {
      return;
    }
    noted.patterns.put(pattern.toString(), pattern);
    if (pattern.matchesAll() || noted.patterns.size() > MAX_PATTERNS) {
      noteAll(noted);
    }
  }

  private void noteTags(NamespaceName namespace, Tags tags) {
    OfNamespace noted = of(namespace);
    if (noted.whole) {
      return;
    }
    noted.tags.addAll(tags.names());
    if (noted.tags.size() > MAX_TAGS) {
      noteAll(noted);
    }
  }

  private void noteAll(OfNamespace noted) {
    keys -= noted.keys.size();
    noted.keys.clear();
    noted.patterns.clear();
    noted.tags.clear();
    noted.whole = true;
  }

  private OfNamespace of(NamespaceName namespace) {
    return namespaces.computeIfAbsent(namespace, unknown -> new OfNamespace());
  }
}
