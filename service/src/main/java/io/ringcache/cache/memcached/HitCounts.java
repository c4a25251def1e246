package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Hits, misses and evictions of a node's namespaces: counters on the node, to which each process
 * adds what it has seen, every second and before it asks. Thread-safe, blocks nobody.
 *
 * <p>What a node has refused is added to the next; what stays without an answer is not repeated:
 * the counters may lose it, never count it twice.
 */
final class HitCounts {

  /** What the node's counters say. */
  record Counts(long hits, long misses, long evictions) {}

  private static final class Waiting {
    long hits;
    long misses;
    long evictions;

    /** Completes when all that was sent before has been answered. */
    CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    /** Nobody finds it any more. */
    boolean forgotten;

    boolean isNothing() {
      return hits == 0 && misses == 0 && evictions == 0 && sent.isDone();
    }
  }

  private final MemcachedCommands commands;
  private final Map<NamespaceName, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile EvictionListener evictions = EvictionListener.NONE;

  HitCounts(MemcachedCommands commands) {
    this.commands = commands;
  }

  /** Has somebody told of evictions, too. */
  void onEviction(EvictionListener listener) {
    evictions = listener;
  }

  void hit(NamespaceName namespace) {
    add(namespace, 1, 0, 0);
  }

  void miss(NamespaceName namespace) {
    add(namespace, 0, 1, 0);
  }

  void evicted(NamespaceName namespace) {
    evictions.evicted(namespace, 1);
    add(namespace, 0, 0, 1);
  }

  private void add(NamespaceName namespace, long hits, long misses, long evictions) {
    while (true) {
      Waiting counts = waiting.computeIfAbsent(namespace, name -> new Waiting());
      synchronized (counts) {
        if (!counts.forgotten) {
          counts.hits += hits;
          counts.misses += misses;
          counts.evictions += evictions;
          return;
        }
      }
    }
  }

  /** Forgets the namespaces that are not registered any more, once all has been sent of them. */
  void retain(Collection<NamespaceName> registered) {
    waiting.forEach(
        (namespace, counts) -> {
          if (!registered.contains(namespace)) {
            forgetIfNothing(namespace, counts);
          }
        });
  }

  private void forgetIfNothing(NamespaceName namespace, Waiting counts) {
    synchronized (counts) {
      if (counts.isNothing()) {
        counts.forgotten = true;
        waiting.remove(namespace);
      }
    }
  }

  /** Sends what waits; completes when all has been answered, one way or another. */
  CompletionStage<Void> reportAll() {
    return CompletableFuture.allOf(
        waiting.keySet().stream()
            .map(namespace -> report(namespace).toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  /** What all processes have counted, this one up to now. */
  CompletionStage<Counts> of(NamespaceName namespace) {
    String hits = WireKey.hits(namespace);
    String misses = WireKey.misses(namespace);
    String evictions = WireKey.evictions(namespace);
    return report(namespace)
        .thenCompose(sent -> commands.gets(List.of(hits, misses, evictions)))
        .thenApply(
            items ->
                new Counts(
                    number(items.get(hits)),
                    number(items.get(misses)),
                    number(items.get(evictions))));
  }

  private CompletionStage<?> report(NamespaceName namespace) {
    Waiting counts = waiting.get(namespace);
    if (counts == null) {
      return CompletableFuture.completedFuture(null);
    }
    synchronized (counts) {
      long hits = counts.hits;
      long misses = counts.misses;
      long evictions = counts.evictions;
      counts.hits = 0;
      counts.misses = 0;
      counts.evictions = 0;
      counts.sent =
          CompletableFuture.allOf(
              counts.sent,
              send(WireKey.hits(namespace), hits, refused -> add(namespace, refused, 0, 0)),
              send(WireKey.misses(namespace), misses, refused -> add(namespace, 0, refused, 0)),
              send(
                  WireKey.evictions(namespace),
                  evictions,
                  refused -> add(namespace, 0, 0, refused)));
      return counts.sent;
    }
  }

  private CompletableFuture<?> send(String counter, long number, LongConsumer ifRefused) {
    if (number == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return commands
        .count(counter, number, number)
        .handle(
            (sum, failure) -> {
              if (isRefusal(failure)) {
                ifRefused.accept(number);
              }
              return true;
            })
        .toCompletableFuture();
  }

  private static boolean isRefusal(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof CacheException.NodeBusy || cause instanceof CacheException.StorageFull;
  }

  /** What is no number is no counter of ours. */
  private static long number(@Nullable Item item) {
    if (item == null) {
      return 0;
    }
    try {
      return Long.parseLong(new String(item.bytes(), US_ASCII).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
