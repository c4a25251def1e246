package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.RingState;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks which ring the nodes are filled by, twice a second, and opens the gate only while that is
 * this process': see {@code docs/decisions/0027-a-ring-change.md}. Marks nodes that have none, and
 * has them drop what the ring places elsewhere. Its own thread does everything, and never waits.
 *
 * <p>That the gate is open is good for {@value #LEASE_MILLIS} ms from when a node was last asked
 * that said so: who adopts a ring waits for longer than that before it fills anything.
 */
final class RingWatch {

  static final long LEASE_MILLIS = 1500;

  private static final Logger log = LoggerFactory.getLogger(RingWatch.class);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(90);
  private static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS);

  private final HashRing ring;
  private final RingName own;
  private final List<WatchedNode> nodes;
  private final RingGate gate;
  private final Sweeps sweeps;
  private final Executor thread;
  private final InstantSource clock;
  private final LongSupplier nanoClock;

  private boolean marking;
  private boolean wasShut;
  private volatile RingState state;

  /**
   * Knows nothing yet; {@link #look} has to be called every tenth of a second.
   *
   * @param thread the one on which all of this happens
   */
  RingWatch(
      Topology topology,
      RingGate gate,
      Sweeps sweeps,
      Executor thread,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.ring = topology.ring();
    this.own = RingName.of(ring);
    this.gate = gate;
    this.sweeps = sweeps;
    this.thread = thread;
    this.clock = clock;
    this.nanoClock = nanoClock;
    long now = nanoClock.getAsLong();
    this.nodes = topology.allNodes().stream().map(node -> new WatchedNode(node, now)).toList();
    this.state = toState();
  }

  /** As of the last change of what the nodes say. From any thread. */
  RingState state() {
    return state;
  }

  /** Asks the nodes whose turn it is. */
  void look() {
    long now = nanoClock.getAsLong();
    for (WatchedNode watched : nodes) {
      if (!watched.asking && now - watched.nextNanos >= 0) {
        ask(watched, now);
      }
    }
    endLease(now);
  }

  /** Asks all at once, though it is not their turn. From any thread. */
  void lookNow() {
    thread.execute(
        () -> {
          long now = nanoClock.getAsLong();
          nodes.stream().filter(watched -> !watched.asking).forEach(watched -> ask(watched, now));
        });
  }

  private void ask(WatchedNode watched, long nowNanos) {
    watched.asking = true;
    CompletionStage<Void> unused =
        FanOut.<WatchedNode.Saying>ask(
                watched.node,
                node ->
                    node.ringMark().thenApply(text -> new WatchedNode.Saying(nowNanos, null, text)),
                why -> new WatchedNode.Saying(nowNanos, why, Optional.empty()))
            .thenAccept(saying -> thread.execute(() -> said(watched, saying)));
  }

  private void said(WatchedNode watched, WatchedNode.Saying saying) {
    watched.asking = false;
    watched.said(saying, own);
    boolean settled = gate.isOpen() && watched.failure() == null && !watched.isDue();
    watched.nextNanos = nanoClock.getAsLong() + (settled ? PAUSE_NANOS : SHORT_PAUSE_NANOS);
    decide();
  }

  private void decide() {
    Optional<String> difference = difference();
    if (difference.isPresent()) {
      shut(difference.get());
    } else if (isConfirmed(nanoClock.getAsLong())) {
      if (gate.isOpen() || isEachAsked()) {
        open();
      }
    } else {
      hold();
    }
    tellSweeps();
    state = toState();
    if (gate.isOpen()) {
      markThoseWithout();
      nodes.stream().filter(WatchedNode::isDue).forEach(this::sweep);
    } else if (mayBeginAnew()) {
      markAll();
    }
  }

  /** What is not as it has to be; empty if nothing is, as far as is known. */
  private Optional<String> difference() {
    for (WatchedNode watched : nodes) {
      Optional<RingMark> mark = watched.mark();
      if (mark.isPresent() && !mark.get().isOf(own)) {
        return Optional.of(difference(mark.get()));
      }
    }
    boolean mostAreAway = isEachAsked() && isNothingSaid() && !mayBeginAnew();
    return mostAreAway && nodes.stream().anyMatch(WatchedNode::isWithoutMark)
        ? Optional.of(
            "the nodes that can be reached do not say which ring fills them, and most can not be")
        : Optional.empty();
  }

  private String difference(RingMark mark) {
    String unless = "adopt it, or correct the configuration: see docs/operations.md";
    if (mark.next().isPresent()) {
      return "the change to the ring "
          + mark.next().get().ring().description()
          + " is under way, or was not finished; this process is configured with "
          + own.description();
    }
    return mark.filled()
        .map(
            now ->
                "the nodes are filled by the ring "
                    + now.ring().description()
                    + "; this process is configured with "
                    + own.description()
                    + ": "
                    + unless)
        .orElse(
            "the nodes are filled by a ring that this version can not read; this process is"
                + " configured with "
                + own.description()
                + ": "
                + unless);
  }

  private boolean isConfirmed(long nowNanos) {
    return nodes.stream().anyMatch(watched -> watched.isMarked(nowNanos, LEASE_NANOS));
  }

  private boolean isEachAsked() {
    return nodes.stream().allMatch(WatchedNode::isAsked);
  }

  private void endLease(long nowNanos) {
    if (gate.isOpen() && !isConfirmed(nowNanos)) {
      hold();
    }
  }

  private void open() {
    if (!gate.isOpen()) {
      if (wasShut) {
        log.info("The nodes are filled by this process' ring again: it serves");
        wasShut = false;
      }
      gate.open();
    }
  }

  private void shut(String difference) {
    CacheException before = gate.refusal();
    if (before == null || !difference.equals(before.getMessage())) {
      log.warn("No cache call is served: {}", difference);
      gate.shut(new CacheException.RingDiffers(difference));
    }
    wasShut = true;
  }

  private void hold() {
    Map<String, CacheException> failures = new HashMap<>();
    for (WatchedNode watched : nodes) {
      CacheException failure = watched.failure();
      if (failure != null) {
        failures.put(watched.name(), failure);
      }
    }
    gate.hold(failures);
  }

  private void tellSweeps() {
    for (WatchedNode watched : nodes) {
      CacheException refusal = gate.refusal();
      CacheException failure = watched.failure();
      String name = watched.name();
      if (refusal != null) {
        sweeps.due(name); // what is known now is of another ring
        sweeps.unknown(name, refusal);
      } else if (failure != null) {
        sweeps.unknown(name, failure);
      } else if (gate.isOpen() && watched.isAsked()) {
        if (watched.isDue()) {
          sweeps.due(name);
        } else {
          sweeps.over(name); // with no mark it has just been started, empty
        }
      }
    }
  }

  /** A node that was restarted is filled by the ring that fills the others. */
  private void markThoseWithout() {
    Optional<RingChange> change =
        nodes.stream()
            .flatMap(watched -> watched.mark().stream())
            .flatMap(mark -> mark.filled().stream())
            .map(RingMark.Filled::change)
            .max(Comparator.naturalOrder());
    change.ifPresent(this::mark);
  }

  /**
   * Whether nothing says how the nodes were filled: all are new, or were restarted together. With
   * most of them out of reach it is left to others, who may know one that is marked.
   */
  private boolean mayBeginAnew() {
    long without = nodes.stream().filter(WatchedNode::isWithoutMark).count();
    return isEachAsked() && isNothingSaid() && 2 * without >= nodes.size();
  }

  private boolean isNothingSaid() {
    return nodes.stream().allMatch(watched -> watched.mark().isEmpty());
  }

  private void markAll() {
    mark(new RingChange(clock.millis(), ThreadLocalRandom.current().nextLong()));
  }

  /** One after the other: of two processes that begin, one is first at the first node. */
  private void mark(RingChange change) {
    List<WatchedNode> without = nodes.stream().filter(WatchedNode::isWithoutMark).toList();
    if (marking || without.isEmpty()) {
      return;
    }
    marking = true;
    CompletionStage<Boolean> written = CompletableFuture.completedFuture(true);
    for (WatchedNode watched : without) {
      written =
          written.thenCompose(
              goOn ->
                  goOn
                      ? FanOut.ask(
                          watched.node,
                          n ->
                              n.replaceRingMark(
                                  Optional.empty(),
                                  RingMark.of(change, own, watched.wasSwept()).text()),
                          why -> false)
                      : CompletableFuture.completedFuture(false));
    }
    CompletionStage<Void> unused =
        written.thenAccept(
            all ->
                thread.execute(
                    () -> {
                      marking = false;
                      without.forEach(WatchedNode::forget); // what it said is old
                      lookNow();
                    }));
  }

  private void sweep(WatchedNode watched) {
    Optional<String> text = watched.text();
    if (watched.sweeping || text.isEmpty()) {
      return;
    }
    watched.sweeping = true;
    NodeClient node = watched.node;
    String swept = RingMark.parse(text.get()).swept().text();
    CompletionStage<Void> unused =
        FanOut.ask(
                node,
                n -> n.sweep(text.get(), placement -> keeps(ring, n, placement)),
                why -> false)
            .thenCompose(
                done ->
                    done
                        ? FanOut.ask(node, n -> n.replaceRingMark(text, swept), why -> false)
                        : CompletableFuture.completedFuture(false))
            .thenAccept(
                done ->
                    thread.execute(
                        () -> {
                          watched.sweeping = false;
                          if (done) {
                            watched.nextNanos = nanoClock.getAsLong();
                            look();
                          }
                        }));
  }

  /** Whether the ring places there what is placed by these bytes. */
  static boolean keeps(HashRing ring, NodeClient node, byte[] placement) {
    return ring.owner(placement).name().equals(node.name());
  }

  private RingState toState() {
    return new RingState(
        own.toState(),
        gate.isOpen(),
        Optional.ofNullable(gate.refusal()).map(Throwable::getMessage),
        nodes.stream().map(WatchedNode::toState).toList());
  }
}
