package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls may be made on the nodes, which depends on what ring fills them. Thread-safe, never
 * blocks.
 *
 * <p>Open: they are made. Shut: they fail. Held: nobody knows, and they wait until somebody does;
 * those on a node that could not be asked fail as that did.
 */
public final class RingGate {

  /**
   * Immutable.
   *
   * @param failures what came of asking nodes, by name
   * @param decided completes when the next state is there
   */
  private record State(
      boolean open,
      @Nullable CacheException refusal,
      Map<String, CacheException> failures,
      CompletableFuture<Void> decided) {

    static State of(
        boolean open, @Nullable CacheException refusal, Map<String, CacheException> failures) {
      return new State(open, refusal, failures, new CompletableFuture<>());
    }
  }

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile State state;

  private RingGate(State state) {
    this.state = state;
  }

  /** For nodes that nobody else fills. */
  public static RingGate alwaysOpen() {
    return new RingGate(State.of(true, null, Map.of()));
  }

  /** For nodes that have not been asked yet. */
  public static RingGate held() {
    return new RingGate(State.of(false, null, Map.of()));
  }

  /** Has somebody told, by the one who moves it, that it was opened or is open no more. */
  void onMove(Runnable listener) {
    listeners.add(listener);
  }

  /** One volatile read. */
  boolean isOpen() {
    return state.open;
  }

  /** Why calls fail; null where they do not. */
  @Nullable CacheException refusal() {
    return state.refusal;
  }

  void open() {
    move(State.of(true, null, Map.of()));
  }

  void shut(CacheException refusal) {
    move(State.of(false, refusal, Map.of()));
  }

  void hold(Map<String, CacheException> failures) {
    move(State.of(false, null, Map.copyOf(failures)));
  }

  /** For one thread. */
  private void move(State next) {
    State before = state;
    state = next;
    if (before.open != next.open) {
      listeners.forEach(Runnable::run);
    }
    before.decided.complete(null);
  }

  /** Completes when calls on that node may be made; fails if they may not, or after that time. */
  CompletionStage<Void> passed(String node, long patienceMillis) {
    State now = state;
    if (now.open) {
      return CompletableFuture.completedFuture(null);
    }
    CacheException why = now.refusal != null ? now.refusal : now.failures.get(node);
    if (why != null) {
      return CompletableFuture.failedFuture(why);
    }
    long begun = System.nanoTime();
    return now.decided
        .copy()
        .orTimeout(Math.max(1, patienceMillis), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(late -> CompletableFuture.failedFuture(unsaid(node, late)))
        .thenCompose(
            decided ->
                passed(
                    node,
                    patienceMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
  }

  private static Throwable unsaid(String node, Throwable late) {
    return Objects.requireNonNull(FanOut.cause(late)) instanceof TimeoutException
        ? new CacheException.NodeUnavailable(node, "which ring fills the nodes is not known yet")
        : late;
  }
}
