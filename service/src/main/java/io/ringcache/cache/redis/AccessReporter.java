package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * Tells a node what was read from it, in batches: every second, before that as many of the oldest
 * as keep what waits small and as many as evictions call for, and all before the statistics are
 * asked. Thread-safe; blocks nobody.
 *
 * <p>A batch that the node has refused is merged into the next; one without an answer is not
 * repeated: the counters may lose it, never count it twice.
 */
final class AccessReporter {

  private final RedisCrew crew;
  private final AccessLedger ledger;

  AccessReporter(RedisCrew crew, AccessLedger ledger) {
    this.crew = crew;
    this.ledger = ledger;
  }

  void note(CacheKey key, Optional<Entry> found) {
    if (found.isEmpty()) {
      ledger.miss(key.namespace());
    } else if (ledger.hit(key, found.get().createdAtMicros(), System.nanoTime())) {
      CompletionStage<Boolean> unused = sendOldest(key.namespace());
    }
  }

  /** Notes what was read of some entries of one namespace. */
  void note(ValuesRead.Found found) {
    NamespaceName namespace = found.values().keySet().iterator().next().namespace();
    if (ledger.read(namespace, found.values(), found.nodeMicros(), System.nanoTime())) {
      CompletionStage<Boolean> unused = sendOldest(namespace);
    }
  }

  /** Notes evictions: what has been read lately is to count for the next. */
  void evicted(NamespaceName namespace, long count) {
    for (long batches = ledger.evicted(namespace, count); batches > 0; batches--) {
      CompletionStage<Boolean> unused = sendOldest(namespace);
    }
  }

  /**
   * Sends what waits, one batch after the other, so that the node does others' work in between. To
   * be called each second.
   */
  void reportSecond() {
    ledger.nextSecond();
    if (crew.isUp()) {
      ledger.namespaces().forEach(this::sendOldestAndOn);
    }
  }

  private void sendOldestAndOn(NamespaceName namespace) {
    CompletionStage<Void> unused =
        sendOldest(namespace)
            .thenAccept(
                more -> {
                  if (more) {
                    sendOldestAndOn(namespace);
                  }
                });
  }

  /** Whether it was a full batch and the node has taken it. */
  private synchronized CompletionStage<Boolean> sendOldest(NamespaceName namespace) {
    AccessLedger.Batch batch = ledger.take(namespace);
    return batch == null
        ? CompletableFuture.completedFuture(false)
        : send(batch).thenApply(taken -> taken && batch.isFull());
  }

  /**
   * Sends what waits, unless the node is away: then it goes on waiting.
   *
   * @return completes when all has been answered, one way or another
   */
  CompletionStage<Void> reportAll() {
    if (!crew.isUp()) {
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.allOf(
        ledger.namespaces().stream()
            .map(namespace -> report(namespace).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /**
   * Sends what waits for a namespace. Taking it out and queueing it are one, so that what is
   * submitted in order after this call finds it counted.
   */
  synchronized CompletionStage<Void> report(NamespaceName namespace) {
    CompletionStage<Void> last = CompletableFuture.completedFuture(null);
    AccessLedger.Batch batch;
    while ((batch = ledger.take(namespace)) != null) {
      last = send(batch).thenAccept(taken -> {}); // they are answered in order
      if (!batch.isFull()) {
        break;
      }
    }
    return last;
  }

  /** Whether the node has taken it. */
  private CompletionStage<Boolean> send(AccessLedger.Batch batch) {
    NamespaceName namespace = batch.namespace();
    CommandArguments call = RedisScript.ACCESS.on(namespace).add(batch.hits()).add(batch.misses());
    long now = System.nanoTime();
    for (AccessLedger.Reads reads : batch.entries()) {
      call.add(reads.key.utf8())
          .add(reads.version)
          .add(reads.count)
          .add(Math.max(0, TimeUnit.NANOSECONDS.toMillis(now - reads.lastNanos)));
    }
    return crew.submitInOrder(
            RedisCall.script(
                RedisScript.ACCESS, call, replies -> replies.integer(0), crew.deadline()))
        .handle(
            (credited, failure) -> {
              restoreIfRefused(batch, failure);
              return failure == null;
            });
  }

  private void restoreIfRefused(AccessLedger.Batch batch, @Nullable Throwable failure) {
    if (failure instanceof CacheException.NodeBusy
        || failure instanceof CacheException.StorageFull) {
      ledger.restore(batch);
    }
  }
}
