package io.ringcache.cache.memcached;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.NodeClient;
import io.ringcache.cache.ring.NodeTimer;
import io.ringcache.cache.ring.ValueRoom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** One Memcached node of the ring. */
final class MemcachedNode implements NodeClient {

  private static final long HOUSEKEEPING_MILLIS = 1000;
  private static final long LAST_REPORT_MILLIS = 500;

  /** For as many command timeouts a write waits for others to its key, while these are answered. */
  private static final int TURNS_PATIENCE = 4;

  private final MemcachedLink link;
  private final EntryReads reads;
  private final EntryWrites writes;
  private final NodeKeys keys;
  private final NamespaceRemoval removal;
  private final RingMarks ring;
  private final NodeTimer timer;

  private MemcachedNode(
      MemcachedLink link,
      EntryReads reads,
      EntryWrites writes,
      NodeKeys keys,
      NamespaceRemoval removal,
      RingMarks ring,
      NodeTimer timer) {
    this.link = link;
    this.reads = reads;
    this.writes = writes;
    this.keys = keys;
    this.removal = removal;
    this.ring = ring;
    this.timer = timer;
  }

  /** A node behind a link, which {@link #close} closes. */
  static MemcachedNode start(
      MemcachedLink link, MemcachedEndpoint endpoint, NamespaceDirectory namespaces) {
    EntryClock clock = new EntryClock(InstantSource.system());
    ReadTally tally = new ReadTally(new HitCounts(link), new ReadTable(), clock);
    EntryReads reads = new EntryReads(link, clock, tally);
    NodeKeys keys = new NodeKeys(link, reads, tally, clock, endpoint.address());
    Stamps stamps = new Stamps(link, clock);
    Turns turns =
        new Turns(endpoint.name(), endpoint.commandTimeout().multipliedBy(TURNS_PATIENCE));
    WriteAttempts attempts = new WriteAttempts(link, reads, stamps, keys.room(), turns, clock);
    EntryWrites writes = new EntryWrites(reads, stamps, attempts, clock);
    NodeTimer timer = new NodeTimer("memcached-" + endpoint.name() + "-keys");
    Recounts recounts = keys.recounts(namespaces, System::nanoTime);
    timer.every(
        HOUSEKEEPING_MILLIS,
        () -> {
          CompletionStage<Void> unused = keys.report();
          recounts.start();
        });
    return new MemcachedNode(
        link,
        reads,
        writes,
        keys,
        new NamespaceRemoval(keys, stamps),
        new RingMarks(link, new RingSweep(link, clock)),
        timer);
  }

  @Override
  public String name() {
    return link.node();
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return reads.get(key);
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return reads.peek(key);
  }

  @Override
  public CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return writes.put(key, entry, precondition, room);
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return writes.delete(key, precondition);
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    return writes.increment(key, increment, room);
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return writes.touch(key, ttl);
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return keys.inspect(key);
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> all, ValueRoom.Claim claim) {
    return reads.getAll(all, claim);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(
      Map<CacheKey, NewEntry> entries, Quota room) {
    return writes.putAll(entries, room);
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> all) {
    return writes.deleteAll(all);
  }

  @Override
  public CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return removal.flush(namespace, pattern);
  }

  @Override
  public CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return removal.invalidate(namespace, tags);
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return keys.keys(namespace, pattern, cursor, limit);
  }

  @Override
  public CompletionStage<Void> trim(NamespaceName namespace, Quota room) {
    return keys.trim(namespace, room);
  }

  @Override
  public long lastKnownBytes(NamespaceName namespace) {
    return keys.lastKnownBytes(namespace);
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return keys.stats(namespace);
  }

  @Override
  public CompletionStage<BackendHealth.Node> health() {
    return link.stats()
        .thenApply(
            stats ->
                new BackendHealth.Node(
                    name(),
                    true,
                    number(stats, "bytes"),
                    OptionalLong.of(number(stats, "limit_maxbytes"))));
  }

  private static long number(Map<String, String> stats, String name) {
    return Long.parseLong(stats.getOrDefault(name, "0"));
  }

  @Override
  public NodeState state() {
    return link.state();
  }

  @Override
  public void onEviction(EvictionListener listener) {
    keys.onEviction(listener);
  }

  @Override
  public CompletionStage<Void> settle() {
    return link.settle();
  }

  @Override
  public CompletionStage<Optional<String>> ringMark() {
    return ring.read();
  }

  @Override
  public CompletionStage<Boolean> replaceRingMark(Optional<String> seen, String mark) {
    return ring.replace(seen, mark);
  }

  @Override
  public CompletionStage<Boolean> sweep(String mark, Predicate<byte[]> stays) {
    return ring.sweep(mark, stays);
  }

  @Override
  public CompletionStage<Boolean> clear(String mark) {
    return ring.clear(mark);
  }

  @Override
  public void close() {
    timer.close();
    try {
      keys.report().toCompletableFuture().get(LAST_REPORT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // the counters of the last second are lost, as with any answer that does not come
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }

  @Override
  public String toString() {
    return link.toString();
  }
}
