package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have dropped what the ring places elsewhere. What counts or lists a node's entries
 * waits for that, or no key would be counted where it was and where it is. Thread-safe, never
 * blocks.
 */
final class Sweeps {

  /** For so long those who count or list wait for what moved to be gone. */
  private static final long PATIENCE_MILLIS = 500;

  /** One node's. */
  private static final class Sweep {
    private boolean over;
    private @Nullable CacheException failure;
    private CompletableFuture<Void> end = new CompletableFuture<>();
  }

  private final Map<String, Sweep> sweeps = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Sweeps() {}

  /** Those of nodes whose entries nobody has placed otherwise. */
  static Sweeps none() {
    return new Sweeps();
  }

  /** Those of nodes of which nobody knows yet. */
  static Sweeps of(List<NodeClient> nodes) {
    Sweeps all = new Sweeps();
    nodes.forEach(node -> all.sweeps.put(node.name(), new Sweep()));
    return all;
  }

  /** Nothing is on the node that is placed elsewhere. */
  void over(String node) {
    Sweep sweep = sweeps.get(node);
    if (sweep != null) {
      CompletableFuture<Void> end;
      synchronized (sweep) {
        sweep.over = true;
        sweep.failure = null;
        end = sweep.end;
      }
      end.complete(null);
    }
  }

  /** Something may be there. */
  void due(String node) {
    Sweep sweep = sweeps.get(node);
    if (sweep != null) {
      synchronized (sweep) {
        sweep.over = false;
        sweep.failure = null;
        if (sweep.end.isDone()) {
          sweep.end = new CompletableFuture<>();
        }
      }
    }
  }

  /** Nobody gets to know whether it is over: those who wait for that need not any more. */
  void unknown(String node, CacheException why) {
    Sweep sweep = sweeps.get(node);
    if (sweep != null) {
      CompletableFuture<Void> end;
      synchronized (sweep) {
        sweep.failure = sweep.over ? null : why;
        end = sweep.end;
      }
      end.completeExceptionally(why);
    }
  }

  /** Nobody looks after the nodes any more: whoever waits, or would have to, fails. */
  void close() {
    closed = true;
    sweeps.keySet().forEach(node -> unknown(node, stopped(node)));
  }

  /** The name of a node whose sweep is not known to be over. */
  Optional<String> firstDue() {
    return sweeps.entrySet().stream()
        .filter(sweep -> isDue(sweep.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isDue(Sweep sweep) {
    synchronized (sweep) {
      return !sweep.over;
    }
  }

  /** Makes a call when the node's is over, for which it waits as long as that takes. */
  <T> CompletionStage<T> after(NodeClient node, Supplier<CompletionStage<T>> call) {
    CompletableFuture<Void> end = end(node);
    return end == null ? call.get() : end.thenCompose(over -> call.get());
  }

  /** The same; fails after a while. */
  <T> CompletionStage<T> soonAfter(NodeClient node, Supplier<CompletionStage<T>> call) {
    CompletableFuture<Void> end = end(node);
    return end == null
        ? call.get()
        : end.copy()
            .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
            .exceptionallyCompose(late -> CompletableFuture.failedFuture(why(node, late)))
            .thenCompose(over -> call.get());
  }

  /** Null if it is over. */
  private @Nullable CompletableFuture<Void> end(NodeClient node) {
    Sweep sweep = sweeps.get(node.name());
    if (sweep == null) {
      return null;
    }
    synchronized (sweep) {
      if (sweep.over) {
        return null;
      }
      if (closed) {
        return CompletableFuture.failedFuture(stopped(node.name()));
      }
      return sweep.failure == null ? sweep.end : CompletableFuture.failedFuture(sweep.failure);
    }
  }

  private static CacheException why(NodeClient node, Throwable late) {
    return FanOut.cause(late) instanceof CacheException known ? known : moving(node.name());
  }

  private static CacheException stopped(String node) {
    return new CacheException.NodeUnavailable(node, "the service stops");
  }

  static CacheException moving(String node) {
    return new CacheException.NodeUnavailable(
        node, "what the ring places elsewhere is still being removed from it");
  }
}
