package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.Batch;
import io.ringcache.cache.ring.NodeClient;
import io.ringcache.cache.ring.NodeTimer;
import io.ringcache.cache.ring.ValueRoom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** One Redis node of the ring. An operation on an entry is one round trip. */
final class RedisNode implements NodeClient {

  private static final long LAST_REPORT_MILLIS = 500;

  private final RedisCrew crew;
  private final KnownBytes known;
  private final EntryWrites writes;
  private final AccessReporter accesses;
  private final RingSweep sweep;
  private final NodeTimer timer;

  RedisNode(RedisCrew crew, KnownBytes known, AccessReporter accesses, NodeTimer timer) {
    this.crew = crew;
    this.known = known;
    this.writes = new EntryWrites(crew, known);
    this.accesses = accesses;
    this.sweep = new RingSweep(crew, known);
    this.timer = timer;
    onEviction(EvictionListener.NONE);
  }

  @Override
  public String name() {
    return crew.name();
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return crew.submit(EntryRead.call(key, crew.deadline(), accesses::note));
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return crew.submit(EntryRead.call(key, crew.deadline(), (read, found) -> {}));
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> keys, ValueRoom.Claim claim) {
    return keys.isEmpty()
        ? CompletableFuture.completedFuture(new BatchResult<>(Map.of(), Map.of()))
        : read(ValuesRead.of(keys, claim), claim);
  }

  /**
   * Where the first brings large values, the others are asked for one after the other, and not at
   * all once there is no room for them: neither the node nor the line is to be full of what nobody
   * can take.
   */
  private CompletableFuture<BatchResult<Optional<byte[]>>> read(
      List<ValuesRead> reads, ValueRoom.Claim claim) {
    List<ValuesRead> others = reads.subList(1, reads.size());
    return values(reads.get(0))
        .thenCompose(
            first -> {
              if (others.isEmpty() || claim.isRefused()) {
                return CompletableFuture.completedFuture(first);
              }
              List<CompletableFuture<BatchResult<Optional<byte[]>>>> parts = new ArrayList<>();
              parts.add(CompletableFuture.completedFuture(first));
              if (ValuesRead.areLarge(first)) {
                parts.add(read(others, claim));
              } else {
                others.forEach(other -> parts.add(values(other)));
              }
              return Batch.merged(parts);
            });
  }

  private CompletableFuture<BatchResult<Optional<byte[]>>> values(ValuesRead read) {
    return crew.submit(RedisCall.read("MGET", read, read::decode, crew.deadline()))
        .handle(
            (found, failure) -> {
              if (failure != null) {
                return Batch.<Optional<byte[]>>allFailed(read.keys(), failure);
              }
              accesses.note(found);
              return new BatchResult<>(found.values(), Map.of());
            })
        .toCompletableFuture();
  }

  @Override
  public CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return writes.put(key, entry, precondition, room);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(
      Map<CacheKey, NewEntry> entries, Quota room) {
    return Batch.each(
        entries.keySet(),
        key -> put(key, Objects.requireNonNull(entries.get(key)), Precondition.NONE, room));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    return writes.increment(key, increment, room);
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    CommandArguments call =
        RedisScript.TOUCH
            .on(key.namespace(), RedisKeys.value(key))
            .add(key.utf8())
            .add(ttl.millis());
    return crew.submit(
        RedisCall.script(
            RedisScript.TOUCH, call, replies -> replies.integer(0) == 1, crew.deadline()));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    if (precondition instanceof Precondition.Version version) {
      return deleteVersion(key, version.version());
    }
    if (precondition instanceof Precondition.Absent) {
      return peek(key).thenApply(RedisNode::requireAbsent);
    }
    return crew.submit(
            EntryRemoval.call(key.namespace(), List.of(key.utf8()), "", known, crew.deadline()))
        .thenApply(removed -> removed.get(0));
  }

  private CompletionStage<Boolean> deleteVersion(CacheKey key, long version) {
    CommandArguments call =
        RedisScript.DELETE
            .on(key.namespace(), RedisKeys.value(key), RedisKeys.meta(key))
            .add(key.utf8())
            .add(version);
    return crew.submit(
        RedisCall.script(
            RedisScript.DELETE,
            call,
            replies -> {
              if (replies.integer(0) != 1) {
                throw new CacheException.PreconditionFailed();
              }
              return true;
            },
            crew.deadline()));
  }

  /** Nothing to delete, which is what was wanted. */
  private static boolean requireAbsent(Optional<Entry> entry) {
    if (entry.isPresent()) {
      throw new CacheException.PreconditionFailed();
    }
    return false;
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return Batch.each(keys, key -> delete(key, Precondition.NONE));
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    accesses.report(key.namespace());
    return crew.submitInOrder(EntryInspection.call(key, crew.address(), crew.deadline()));
  }

  @Override
  public CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return new NamespaceFlush(crew, known, namespace, pattern).run();
  }

  @Override
  public CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return new TagInvalidation(crew, namespace, tags).run();
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    try {
      return KeyListing.list(crew, namespace, pattern, cursor, limit);
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletionStage<Void> trim(NamespaceName namespace, Quota room) {
    if (room.policy() == EvictionPolicy.NONE) {
      return CompletableFuture.completedFuture(null);
    }
    CommandArguments call =
        RedisScript.TRIM.on(namespace).add(room.maxBytes()).add(room.policy().name());
    return crew.submit(
            RedisCall.script(
                RedisScript.TRIM, call, replies -> decodeTrim(namespace, replies), crew.deadline()))
        .thenCompose(
            again -> again ? trim(namespace, room) : CompletableFuture.completedFuture(null));
  }

  private boolean decodeTrim(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(1));
    return Replies.asLong(reply.get(0)) == 1;
  }

  @Override
  public long lastKnownBytes(NamespaceName namespace) {
    return known.of(namespace);
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    accesses.report(namespace);
    return crew.submitInOrder(
        RedisCall.script(
            RedisScript.STATS,
            RedisScript.STATS.on(namespace),
            replies -> decodeStats(namespace, replies),
            crew.deadline()));
  }

  private NamespaceStats decodeStats(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(5));
    return new NamespaceStats(
        Replies.asLong(reply.get(0)),
        Replies.asLong(reply.get(1)),
        Replies.asLong(reply.get(2)),
        Replies.asLong(reply.get(3)),
        Replies.asLong(reply.get(4)),
        false);
  }

  @Override
  public CompletionStage<BackendHealth.Node> health() {
    return crew.submit(
        RedisCall.read(
            "INFO",
            List.of(new CommandArguments(Command.INFO).add("memory")),
            this::decodeInfo,
            crew.deadline()));
  }

  private BackendHealth.Node decodeInfo(Replies replies) {
    byte[] reply = replies.bytes(0);
    NodeInfo info = NodeInfo.of(Replies.required(reply));
    long limit = info.number("maxmemory");
    return new BackendHealth.Node(
        name(),
        true,
        info.number("used_memory"),
        limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit));
  }

  @Override
  public NodeState state() {
    return crew.state();
  }

  @Override
  public void onEviction(EvictionListener listener) {
    known.onEviction(
        (namespace, count) -> {
          accesses.evicted(namespace, count);
          listener.evicted(namespace, count);
        });
  }

  @Override
  public CompletionStage<Void> settle() {
    return crew.settle();
  }

  @Override
  public CompletionStage<Optional<String>> ringMark() {
    return crew.submit(
        RedisCall.read(
            "GET",
            List.of(new CommandArguments(Command.GET).add(RedisKeys.ring())),
            replies -> Optional.ofNullable(replies.bytes(0)).map(mark -> new String(mark, UTF_8)),
            crew.deadline()));
  }

  @Override
  public CompletionStage<Boolean> replaceRingMark(Optional<String> seen, String mark) {
    CommandArguments call =
        RedisScript.MARK.onNode(RedisKeys.ring(), RedisKeys.sweep()).add(seen.orElse("")).add(mark);
    return crew.submit(
        RedisCall.script(
            RedisScript.MARK, call, replies -> replies.integer(0) == 1, crew.deadline()));
  }

  @Override
  public CompletionStage<Boolean> sweep(String mark, Predicate<byte[]> stays) {
    return sweep.run(mark, stays);
  }

  @Override
  public CompletionStage<Boolean> clear(String mark) {
    return sweep.clear(mark);
  }

  @Override
  public void close() {
    timer.close();
    try {
      accesses.reportAll().toCompletableFuture().get(LAST_REPORT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // the counters of the last second are lost, as with any answer that does not come
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    crew.close();
  }

  @Override
  public String toString() {
    return crew.toString();
  }
}
