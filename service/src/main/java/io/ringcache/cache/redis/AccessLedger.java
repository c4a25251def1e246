package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has been read from one node and not yet been told to it: hits and misses of each namespace,
 * and reads of each entry. A read writes nothing on its way; this is sent in batches. Thread-safe.
 *
 * <p>Bounded: at most {@value #MAX_ENTRIES} entries of a namespace wait; while there are more,
 * reads of further ones count as hits but are not credited to their entry.
 */
final class AccessLedger {

  /** As many entries as one call of the script credits. */
  static final int BATCH_ENTRIES = 500;

  private static final int MAX_ENTRIES = 20_000;

  /** What is told of one namespace at a time. At most {@link #BATCH_ENTRIES} entries. */
  record Batch(NamespaceName namespace, long hits, long misses, List<Reads> entries) {}

  /** The reads of one version of an entry. */
  static final class Reads {
    final CacheKey key;
    final long version;
    long count;
    long lastNanos;

    private Reads(CacheKey key, long version) {
      this.key = key;
      this.version = version;
    }
  }

  private static final class Page {
    long hits;
    long misses;
    Map<CacheKey, Reads> entries = new HashMap<>();
  }

  private final Map<NamespaceName, Page> pages = new HashMap<>();

  /** Notes a hit; whether a full batch is waiting. */
  synchronized boolean hit(CacheKey key, long version, long nowNanos) {
    Page page = page(key.namespace());
    page.hits++;
    Reads reads = page.entries.get(key);
    if (reads == null || reads.version != version) {
      if (reads == null && page.entries.size() >= MAX_ENTRIES) {
        return true;
      }
      reads = new Reads(key, version); // the reads of an older value would be credited to nobody
      page.entries.put(key, reads);
    }
    reads.count++;
    reads.lastNanos = nowNanos;
    return page.entries.size() >= BATCH_ENTRIES;
  }

  synchronized void miss(NamespaceName namespace) {
    page(namespace).misses++;
  }

  /** Puts back what a node has refused. */
  synchronized void restore(Batch batch) {
    Page page = page(batch.namespace());
    page.hits += batch.hits();
    page.misses += batch.misses();
    for (Reads reads : batch.entries()) {
      if (page.entries.size() < MAX_ENTRIES) {
        page.entries.merge(reads.key, reads, AccessLedger::sum);
      }
    }
  }

  synchronized List<NamespaceName> namespaces() {
    return List.copyOf(pages.keySet());
  }

  /** Takes a batch out; null if nothing waits. */
  synchronized @Nullable Batch take(NamespaceName namespace) {
    Page page = pages.get(namespace);
    if (page == null) {
      return null;
    }
    List<Reads> entries = new ArrayList<>(Math.min(page.entries.size(), BATCH_ENTRIES));
    var each = page.entries.values().iterator();
    while (each.hasNext() && entries.size() < BATCH_ENTRIES) {
      entries.add(each.next());
      each.remove();
    }
    Batch batch = new Batch(namespace, page.hits, page.misses, entries);
    page.hits = 0;
    page.misses = 0;
    if (page.entries.isEmpty()) {
      pages.remove(namespace);
    }
    return batch;
  }

  private Page page(NamespaceName namespace) {
    return pages.computeIfAbsent(namespace, name -> new Page());
  }

  private static Reads sum(Reads now, Reads before) {
    if (now.version == before.version) {
      now.count += before.count;
    }
    return now;
  }
}
