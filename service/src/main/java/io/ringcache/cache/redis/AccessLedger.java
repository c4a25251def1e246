package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What has been read from one node and not yet been told to it: hits and misses of each namespace,
 * and reads of each entry. A read writes nothing on its way; this is sent in batches. Thread-safe.
 *
 * <p>Hits and misses are exact. Crediting an entry costs the node more than reading it does, so
 * that it is done once for all reads of a second, and for no more than {@value #CREDITED_A_SECOND}
 * entries a second and {@value #CREDITED_AN_EVICTION} more for each that was evicted in it: where
 * more are read, one read in k is credited, for k.
 *
 * <p>Bounded: at most {@value #MAX_ENTRIES} entries of a namespace wait; while there are more,
 * reads of further ones count as hits but are not credited to their entry.
 */
final class AccessLedger {

  /**
   * As many entries as one call of the script credits: it holds the node for half a millisecond.
   */
  static final int BATCH_ENTRIES = 200;

  /** With that many waiting, the oldest are sent before their second is over: a batch at a time. */
  static final int PLENTY = 5_000;

  /**
   * For so many evictions a batch is sent as well: which entries have been read then decides which
   * go next, however fast the namespace turns over, and crediting costs no more than evicting does.
   */
  static final int EVICTIONS_A_BATCH = 50;

  /** Fewer are no share: a call costs the node something besides. */
  static final int SMALLEST_SHARE = 10;

  private static final int MAX_ENTRIES = 20_000;

  private static final int CREDITED_A_SECOND = 2_000;
  private static final int CREDITED_AN_EVICTION = 4;
  private static final int MOST_CREDITED_A_SECOND = 20_000;

  /** What is told of one namespace at a time. At most {@link #BATCH_ENTRIES} entries. */
  record Batch(NamespaceName namespace, long hits, long misses, List<Reads> entries) {

    /** Whether more may wait. */
    boolean isFull() {
      return entries.size() == BATCH_ENTRIES;
    }
  }

  /** The reads of one version of an entry. */
  static final class Reads {
    final CacheKey key;

    /** Where it was not asked for: minus the node's time, in microseconds, of the first read. */
    final long version;

    long count;
    long lastNanos;

    private Reads(CacheKey key, long version) {
      this.key = key;
      this.version = version;
    }

    /**
     * Whether later ones, of that version, may be counted among these. They are credited only if
     * what was there at the first of them is still there, and then it was there at the others too.
     */
    private boolean mayInclude(long later) {
      return version == later || version < 0 || later < 0;
    }
  }

  private static final class Page {
    long hits;
    long misses;
    long evictions; // that no batch has been sent for
    boolean isDue; // for a share
    int due; // entries that waited when the second began: the oldest
    final Map<CacheKey, Reads> entries = new LinkedHashMap<>(); // the oldest first
  }

  private final IntUnaryOperator random;
  private final Map<NamespaceName, Page> pages = new HashMap<>();

  /** Entries that came to wait in this second. */
  private long came;

  /** Entries that were evicted in this second. */
  private long evicted;

  private int oneIn = 1;

  /**
   * Empty.
   *
   * @param random a number from 0 to below its argument
   */
  AccessLedger(IntUnaryOperator random) {
    this.random = random;
  }

  /** Notes a hit; whether so many wait that a batch should be sent. */
  synchronized boolean hit(CacheKey key, long version, long nowNanos) {
    Page page = page(key.namespace());
    page.hits++;
    if (oneIn == 1 || random.applyAsInt(oneIn) == 0) {
      credit(page, key, version, nowNanos);
    }
    return page.entries.size() >= PLENTY;
  }

  /**
   * Notes hits and misses, as {@link #hit} does, of entries whose versions were not asked for.
   *
   * @param nodeMicros the node's time, before the read
   */
  synchronized boolean read(
      NamespaceName namespace,
      Map<CacheKey, Optional<byte[]>> found,
      long nodeMicros,
      long nowNanos) {
    Page page = page(namespace);
    found.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            page.misses++;
          } else {
            page.hits++;
            if (oneIn == 1 || random.applyAsInt(oneIn) == 0) {
              credit(page, key, -nodeMicros, nowNanos);
            }
          }
        });
    return page.entries.size() >= PLENTY;
  }

  private void credit(Page page, CacheKey key, long version, long nowNanos) {
    Reads reads = page.entries.get(key);
    if (reads == null || !reads.mayInclude(version)) {
      came++;
      if (reads == null && page.entries.size() >= MAX_ENTRIES) {
        return;
      }
      reads = new Reads(key, version); // the reads of an older value would be credited to nobody
      page.entries.put(key, reads);
    }
    reads.count += oneIn;
    reads.lastNanos = nowNanos;
  }

  /**
   * A second is over. What waits is due in the next; and for how many reads one is credited is
   * decided by how many entries were read and evicted in this one.
   */
  synchronized void nextSecond() {
    for (Page page : pages.values()) {
      page.isDue = true;
      page.due = page.entries.size();
    }
    long most =
        Math.min(MOST_CREDITED_A_SECOND, CREDITED_A_SECOND + CREDITED_AN_EVICTION * evicted);
    oneIn = (int) Math.max(1, (came * oneIn + most - 1) / most);
    came = 0;
    evicted = 0;
  }

  /** Notes evictions; how many batches should be sent for them. */
  synchronized long evicted(NamespaceName namespace, long count) {
    evicted += count;
    Page page = pages.get(namespace);
    if (page == null) {
      return 0; // there is nothing to send
    }
    page.evictions += count;
    long batches = page.evictions / EVICTIONS_A_BATCH;
    page.evictions %= EVICTIONS_A_BATCH;
    return batches;
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

  /** Takes a batch of the oldest out; null if nothing waits. */
  synchronized @Nullable Batch take(NamespaceName namespace) {
    Page page = pages.get(namespace);
    return page == null ? null : taken(namespace, page, BATCH_ENTRIES);
  }

  /**
   * Takes out what is to be told of a namespace so that all that is due has been told after as many
   * calls as are left in this second; null if nothing is due any more.
   */
  synchronized @Nullable Batch takeShare(NamespaceName namespace, int callsLeft) {
    Page page = pages.get(namespace);
    if (page == null || !page.isDue) {
      return null;
    }
    if (page.due == 0 && page.hits == 0 && page.misses == 0) {
      page.isDue = false;
      return null;
    }
    int share = Math.max(SMALLEST_SHARE, (page.due + callsLeft - 1) / callsLeft);
    Batch batch = taken(namespace, page, Math.min(BATCH_ENTRIES, Math.min(share, page.due)));
    page.isDue = page.due > 0;
    return batch;
  }

  private Batch taken(NamespaceName namespace, Page page, int most) {
    List<Reads> entries = new ArrayList<>(Math.min(page.entries.size(), most));
    var each = page.entries.values().iterator();
    while (each.hasNext() && entries.size() < most) {
      entries.add(each.next());
      each.remove();
    }
    page.due = Math.max(0, page.due - entries.size());
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
    if (!before.mayInclude(now.version)) {
      return now;
    }
    before.count += now.count;
    before.lastNanos = now.lastNanos;
    return before;
  }
}
