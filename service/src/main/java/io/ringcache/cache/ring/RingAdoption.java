package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.RingControl.Adoption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One adoption of a ring by all of its nodes: {@code docs/decisions/0027-a-ring-change.md}. Never
 * blocks.
 *
 * <ol>
 *   <li>Every node is told what is coming. From then on no process serves, as soon as it sees that.
 *   <li>When all must have seen it, whatever may not be served is removed.
 *   <li>Every node is told that the ring fills it.
 * </ol>
 *
 * <p>What fails leaves the nodes as they were, or told of what is coming: whoever begins again goes
 * on from there.
 */
final class RingAdoption {

  private static final Logger log = LoggerFactory.getLogger(RingAdoption.class);

  private static final long SHARED_SWEEP_PAUSE_MILLIS = 200;

  /**
   * A node and what is written on it.
   *
   * @param text empty where it has no mark
   */
  private record Marked(NodeClient node, Optional<String> text) {

    Optional<RingMark> mark() {
      return text.map(RingMark::parse);
    }
  }

  private final Topology topology;
  private final RingName own;
  private final InstantSource clock;
  private final long waitMillis;

  /**
   * Does nothing yet.
   *
   * @param waitMillis after which no process serves any more that has not seen what is coming
   */
  RingAdoption(Topology topology, InstantSource clock, long waitMillis) {
    this.topology = topology;
    this.own = RingName.of(topology.ring());
    this.clock = clock;
    this.waitMillis = waitMillis;
  }

  CompletionStage<Adoption> run() {
    return onEach(
            topology.allNodes(),
            node -> node.ringMark().thenApply(text -> new Marked(node, text)),
            Function.identity())
        .thenCompose(
            all ->
                all.stream().allMatch(marked -> marked.mark().filter(m -> m.isOf(own)).isPresent())
                    ? CompletableFuture.completedFuture(Adoption.ALREADY_ADOPTED)
                    : adopt(all));
  }

  private CompletionStage<Adoption> adopt(List<Marked> all) {
    RingChange current = latest(all, mark -> mark.filled().map(RingMark.Filled::change).stream());
    RingChange change = change(all);
    log.info("The ring {} is being adopted", own.description());
    return onEach(all, marked -> announce(marked, change), Marked::node)
        .thenCompose(
            told ->
                later(
                    waitMillis,
                    () -> onEach(all, m -> prepare(m, told, current, change), Marked::node)))
        .thenCompose(ready -> onEach(ready, marked -> fill(marked, change), Marked::node))
        .thenApply(
            filled -> {
              log.info("The ring {} is adopted", own.description());
              return Adoption.ADOPTED;
            });
  }

  /** That of an adoption of this ring which was not finished; else a new one. */
  private RingChange change(List<Marked> all) {
    RingChange begun =
        latest(
            all,
            mark ->
                mark
                    .next()
                    .filter(next -> next.ring().equals(own))
                    .map(RingMark.Next::change)
                    .stream());
    RingChange any =
        latest(
            all,
            mark ->
                Stream.concat(
                    mark.filled().map(RingMark.Filled::change).stream(),
                    mark.next().map(RingMark.Next::change).stream()));
    if (begun != null && begun.equals(any)) {
      return begun;
    }
    long now = any == null ? clock.millis() : Math.max(clock.millis(), any.millis() + 1);
    return new RingChange(now, ThreadLocalRandom.current().nextLong());
  }

  private static @Nullable RingChange latest(
      List<Marked> all, Function<RingMark, Stream<RingChange>> changes) {
    return all.stream()
        .flatMap(marked -> marked.mark().stream())
        .flatMap(changes)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Tells a node what is coming, unless that has come: what it is told. */
  private CompletionStage<Marked> announce(Marked seen, RingChange change) {
    RingMark mark = seen.mark().orElse(new RingMark(Optional.empty(), Optional.empty()));
    if (isFilled(mark, change)) {
      return CompletableFuture.completedFuture(seen);
    }
    return replace(seen, mark.with(new RingMark.Next(change, own)));
  }

  private boolean isFilled(RingMark mark, RingChange change) {
    return mark.isOf(own) && mark.filled().filter(now -> now.change().equals(change)).isPresent();
  }

  /**
   * Removes from a node what may not be served there: all of it, where it is not from what was
   * current until now; and what the ring before had not dropped yet.
   *
   * @param seen before it was told
   * @param told all nodes, as they were told
   */
  private CompletionStage<Marked> prepare(
      Marked seen, List<Marked> told, @Nullable RingChange current, RingChange change) {
    Marked now =
        told.stream().filter(marked -> marked.node() == seen.node()).findFirst().orElseThrow();
    String text = now.text().orElseThrow();
    RingMark mark = seen.mark().orElse(new RingMark(Optional.empty(), Optional.empty()));
    if (isFilled(mark, change)) {
      return CompletableFuture.completedFuture(now);
    }
    if (!mark.isFrom(current)) {
      log.info("node {} has nothing that may be served, and is emptied", seen.node().name());
      return untilDone(now, () -> seen.node().clear(text)).thenApply(done -> now);
    }
    List<HashRing> before = ringsBefore(mark, current);
    return before.isEmpty()
        ? CompletableFuture.completedFuture(now)
        : untilDone(now, () -> seen.node().sweep(text, p -> placedBy(before, seen.node(), p)))
            .thenApply(done -> now);
  }

  /** Those by which keys may have moved away from the node, and were not dropped yet. */
  private List<HashRing> ringsBefore(RingMark mark, @Nullable RingChange current) {
    List<HashRing> rings = new ArrayList<>();
    mark.filled().filter(now -> !now.swept()).ifPresent(now -> rings.add(now.ring().ring()));
    mark.next()
        .filter(next -> next.change().equals(current) && !next.ring().equals(own))
        .ifPresent(next -> rings.add(next.ring().ring()));
    return rings;
  }

  private static boolean placedBy(List<HashRing> rings, NodeClient node, byte[] placement) {
    return rings.stream().allMatch(ring -> RingWatch.keeps(ring, node, placement));
  }

  /** Another process may be at it, and be done or gone in a moment. */
  private static CompletionStage<Boolean> untilDone(
      Marked marked, Supplier<CompletionStage<Boolean>> step) {
    return step.get()
        .thenCompose(
            done ->
                done
                    ? CompletableFuture.completedFuture(true)
                    : later(SHARED_SWEEP_PAUSE_MILLIS, () -> again(marked, step)));
  }

  private static CompletionStage<Boolean> again(
      Marked marked, Supplier<CompletionStage<Boolean>> step) {
    return marked
        .node()
        .ringMark()
        .thenCompose(
            text ->
                text.equals(marked.text())
                    ? untilDone(marked, step)
                    : CompletableFuture.failedFuture(overtaken(marked)));
  }

  private CompletionStage<Marked> fill(Marked told, RingChange change) {
    return isFilled(told.mark().orElseThrow(), change)
        ? CompletableFuture.completedFuture(told)
        : replace(told, RingMark.of(change, own, false));
  }

  private static CompletionStage<Marked> replace(Marked seen, RingMark mark) {
    Marked marked = new Marked(seen.node(), Optional.of(mark.text()));
    return marked.text().equals(seen.text())
        ? CompletableFuture.completedFuture(marked)
        : seen.node()
            .replaceRingMark(seen.text(), mark.text())
            .thenApply(
                done -> {
                  if (!done) {
                    throw overtaken(seen);
                  }
                  return marked;
                });
  }

  private static CacheException overtaken(Marked marked) {
    return new CacheException.NodeUnavailable(
        marked.node().name(),
        "it was restarted meanwhile, or another process adopts a ring: try again");
  }

  /** Does it on all at once; fails as the first of them has, when all have ended. */
  private static <T, R> CompletionStage<List<R>> onEach(
      List<T> all, Function<T, CompletionStage<R>> call, Function<T, NodeClient> of) {
    return FanOut.gather(
            all.stream()
                .map(
                    each ->
                        FanOut.<Result<R>>ask(
                            of.apply(each),
                            node -> call.apply(each).thenApply(done -> new Result<>(done, null)),
                            why -> new Result<>(null, why)))
                .toList())
        .thenApply(results -> results.stream().map(Result::orThrow).toList());
  }

  /** What came of it, or why nothing. */
  private record Result<R>(@Nullable R done, @Nullable CacheException failure) {

    R orThrow() {
      if (done == null) {
        throw failure == null ? new IllegalStateException("neither done nor failed") : failure;
      }
      return done;
    }
  }

  private static <T> CompletionStage<T> later(long millis, Supplier<CompletionStage<T>> call) {
    return CompletableFuture.supplyAsync(
            call, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .thenCompose(Function.identity());
  }
}
