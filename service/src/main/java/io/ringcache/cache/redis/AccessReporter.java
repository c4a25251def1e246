package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.NamespaceName;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * Tells a node what was read from it, in batches: what was read in a second in the course of the
 * next, a little at a time, since the node does nothing else meanwhile and a read that comes then
 * waits; before that as many of the oldest as keep what waits small and as many as evictions call
 * for, and all before the statistics are asked. Thread-safe; blocks nobody.
 *
 * <p>A batch that the node has refused is merged into the next; one without an answer is not
 * repeated: the counters may lose it, never count it twice.
 */
final class AccessReporter {

  /**
   * In which a second's reads are told: of the 2,000 entries that may be credited, 40 at a time.
   */
  static final int SHARES = 50;

  private final RedisCrew crew;
  private final AccessLedger ledger;
  private final Set<NamespaceName> underWay = ConcurrentHashMap.newKeySet();

  /** Which is next. The timer's. */
  private int shareOfSecond = 1;

  AccessReporter(RedisCrew crew, AccessLedger ledger) {
    this.crew = crew;
    this.ledger = ledger;
  }

  void note(CacheKey key, Optional<Entry> found) {
    if (found.isEmpty()) {
      ledger.miss(key.namespace());
    } else if (ledger.hit(key, found.get().createdAtMicros(), System.nanoTime())) {
      CompletionStage<Void> unused = sendOldest(key.namespace());
    }
  }

  /** Notes what was read of some entries of one namespace. */
  void note(ValuesRead.Found found) {
    NamespaceName namespace = found.values().keySet().iterator().next().namespace();
    if (ledger.read(namespace, found.values(), found.nodeMicros(), System.nanoTime())) {
      CompletionStage<Void> unused = sendOldest(namespace);
    }
  }

  /** Notes evictions: what has been read lately is to count for the next. */
  void evicted(NamespaceName namespace, long count) {
    for (long batches = ledger.evicted(namespace, count); batches > 0; batches--) {
      CompletionStage<Void> unused = sendOldest(namespace);
    }
  }

  /** Sends a part of what is due in this second. To be called {@value #SHARES} times a second. */
  void reportShare() {
    if (shareOfSecond == SHARES) {
      shareOfSecond = 0;
      ledger.nextSecond();
    }
    int left = SHARES - shareOfSecond++;
    if (crew.isUp()) {
      ledger.namespaces().forEach(namespace -> sendShare(namespace, left));
    }
  }

  /** Not before the last has been answered: a node that is slow is told more at a time. */
  private void sendShare(NamespaceName namespace, int left) {
    if (!underWay.add(namespace)) {
      return;
    }
    CompletionStage<Void> unused =
        sendNext(() -> ledger.takeShare(namespace, left))
            .whenComplete((told, failure) -> underWay.remove(namespace));
  }

  private CompletionStage<Void> sendOldest(NamespaceName namespace) {
    return sendNext(() -> ledger.take(namespace));
  }

  /** Takes out and queues one after the other: what waits is told in its order. */
  private synchronized CompletionStage<Void> sendNext(Supplier<AccessLedger.@Nullable Batch> next) {
    AccessLedger.Batch batch = next.get();
    return batch == null ? CompletableFuture.completedFuture(null) : send(batch);
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
      last = send(batch); // they are answered in order
      if (!batch.isFull()) {
        break;
      }
    }
    return last;
  }

  /** Completes when the node has taken it, or has not. */
  private CompletionStage<Void> send(AccessLedger.Batch batch) {
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
              return batch;
            })
        .thenAccept(told -> {});
  }

  private void restoreIfRefused(AccessLedger.Batch batch, @Nullable Throwable failure) {
    if (failure instanceof CacheException.NodeBusy
        || failure instanceof CacheException.StorageFull) {
      ledger.restore(batch);
    }
  }
}
