package io.ringcache.cache.ring;

import io.ringcache.cache.RingControl;
import io.ringcache.cache.RingLayout;
import io.ringcache.cache.RingState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A process' ring, and what it may do about those that fill the nodes. Thread-safe. */
final class RingKeeper implements RingControl {

  private final Topology topology;
  private final RingGate gate;
  private final RingWatch watch;
  private final InstantSource clock;
  private final Duration unseen;
  private @Nullable CompletableFuture<Adoption> running;

  /**
   * Keeps it.
   *
   * @param unseen after which no process serves any more that has not seen what is coming
   */
  RingKeeper(
      Topology topology, RingGate gate, RingWatch watch, InstantSource clock, Duration unseen) {
    this.topology = topology;
    this.gate = gate;
    this.watch = watch;
    this.clock = clock;
    this.unseen = unseen;
  }

  boolean serves() {
    return gate.isOpen();
  }

  /** Why no call is served although nodes may answer; empty where that is not a ring's doing. */
  Optional<String> difference() {
    return Optional.ofNullable(gate.refusal()).map(Throwable::getMessage);
  }

  @Override
  public RingState state() {
    return watch.state();
  }

  @Override
  public RingLayout layout() {
    return topology.ring().layout();
  }

  @Override
  public CompletionStage<Adoption> adopt() {
    CompletableFuture<Adoption> mine;
    synchronized (this) {
      if (running != null) {
        return running.copy();
      }
      mine = new CompletableFuture<>();
      running = mine;
    }
    new RingAdoption(topology, clock, unseen.toMillis())
        .run()
        .whenComplete(
            (adopted, failure) -> {
              synchronized (this) {
                running = null;
              }
              watch.lookNow();
              if (failure == null) {
                mine.complete(adopted);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine.copy();
  }
}
