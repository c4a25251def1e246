package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.ring.NodeClient;
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
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** One Redis node of the ring. An operation on an entry is one round trip. */
final class RedisNode implements NodeClient {

  /** What a write or a statistics call takes away of what has expired. */
  private static final int REAPED_BY_PUT = 2;

  private static final long LAST_REPORT_MILLIS = 500;

  private final RedisCrew crew;
  private final AccessReporter accesses;
  private final NodeTimer timer;

  RedisNode(RedisCrew crew, AccessReporter accesses, NodeTimer timer) {
    this.crew = crew;
    this.accesses = accesses;
    this.timer = timer;
  }

  @Override
  public String name() {
    return crew.name();
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return peek(key)
        .thenApply(
            entry -> {
              accesses.note(key, entry);
              return entry;
            });
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    List<CommandArguments> commands = new ArrayList<>(EntryRead.COMMANDS);
    EntryRead.addCommands(key, commands);
    return crew.submit(
            RedisCall.read(
                "GET", commands, replies -> EntryRead.decode(replies, 0), crew.deadline()))
        .thenCompose(found -> whole(key, found));
  }

  private CompletionStage<Optional<Entry>> whole(CacheKey key, EntryRead.Found found) {
    return found.orphan()
        ? crew.submit(EntryRead.heal(key, crew.deadline()))
        : CompletableFuture.completedFuture(found.entry());
  }

  @Override
  public CompletionStage<BatchResult<Optional<Entry>>> getAll(Collection<CacheKey> keys) {
    return Batch.each(keys, this::get);
  }

  @Override
  public CompletionStage<PutResult> put(CacheKey key, NewEntry entry) {
    NamespaceName namespace = key.namespace();
    CommandArguments call =
        RedisScript.PUT
            .call(
                RedisKeys.value(key),
                RedisKeys.meta(key),
                RedisKeys.stats(namespace),
                RedisKeys.index(namespace))
            .add(key.utf8())
            .add(entry.json())
            .add(entry.ttl().millis())
            .add(String.join("\n", entry.tags().names())) // a tag has no control characters
            .add(RedisKeys.valuePrefix(namespace))
            .add(RedisKeys.metaPrefix(namespace))
            .add(REAPED_BY_PUT);
    return crew.submit(
        RedisCall.script(RedisScript.PUT, call, RedisNode::decodePut, crew.deadline()));
  }

  private static PutResult decodePut(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    return new PutResult(Replies.asLong(reply.get(0)) == 1, Replies.asLong(reply.get(1)));
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> entries) {
    return Batch.each(entries.keySet(), key -> put(key, Objects.requireNonNull(entries.get(key))));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key) {
    return crew.submit(EntryRemoval.call(key.namespace(), List.of(key.utf8()), "", crew.deadline()))
        .thenApply(removed -> removed.get(0));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return Batch.each(keys, this::delete);
  }

  @Override
  public CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return new NamespaceFlush(crew, namespace, pattern).run();
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    accesses.report(namespace);
    CommandArguments call =
        RedisScript.STATS
            .call(RedisKeys.stats(namespace), RedisKeys.index(namespace))
            .add(RedisKeys.valuePrefix(namespace))
            .add(RedisKeys.metaPrefix(namespace))
            .add(ExpirySweep.ENTRIES_PER_CALL);
    return crew.submitInOrder(
        RedisCall.script(RedisScript.STATS, call, RedisNode::decodeStats, crew.deadline()));
  }

  private static NamespaceStats decodeStats(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
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
            replies -> decodeInfo(replies),
            crew.deadline()));
  }

  private BackendHealth.Node decodeInfo(Replies replies) {
    byte[] reply = replies.bytes(0);
    String info = reply == null ? "" : new String(reply, UTF_8);
    long used = infoField(info, "used_memory");
    long limit = infoField(info, "maxmemory");
    return new BackendHealth.Node(
        name(), true, used, limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit));
  }

  private static long infoField(String info, String field) {
    return info.lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Replies.number(line.substring(field.length() + 1).getBytes(UTF_8)))
        .findFirst()
        .orElse(0);
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
}
