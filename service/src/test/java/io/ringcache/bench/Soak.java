package io.ringcache.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.UnixOperatingSystemMXBean;
import io.ringcache.history.RingKind;
import io.ringcache.history.Tally;
import io.ringcache.history.TroubledHistory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.slf4j.LoggerFactory;

/**
 * Backends on Redis and on Memcached whose nodes are killed, frozen and cut off for half an hour,
 * while clients write down what they do and see. Fails if one saw what had been replaced, or if
 * memory, threads or files grow.
 *
 * <p>{@code -Dsoak.minutes} is another time, {@code -Dhistory.seed} the seed of a run before.
 */
public final class Soak {

  private static final Duration ROUND = Duration.ofSeconds(15);

  /** Caches are filled, and code is compiled, in the first quarter of the samples. */
  private static final int FEWEST_SAMPLES = 4;

  private static final double MAX_HEAP_GROWTH = 1.1;
  private static final double MAX_GROWTH = 1.05;

  private final List<TroubledHistory> histories;
  private final List<Sample> samples = new ArrayList<>();

  private Soak(List<TroubledHistory> histories) {
    this.histories = histories;
  }

  /** What this JVM holds while no client calls. */
  private record Sample(long heapBytes, int threads, long files) {

    static Sample now() {
      System.gc(); // what is garbage is no leak
      return new Sample(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
              .getOpenFileDescriptorCount());
    }
  }

  /**
   * Runs, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    ((Logger) LoggerFactory.getLogger("io.ringcache")).setLevel(Level.ERROR); // nodes come and go
    String surroundings = Surroundings.describe();
    int minutes = Integer.getInteger("soak.minutes", 30);
    long seed = Long.getLong("history.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    System.out.printf("%d minutes, -Dhistory.seed=%d%n", minutes, seed);
    List<TroubledHistory> histories =
        Arrays.stream(RingKind.values()).map(kind -> TroubledHistory.start(kind, seed)).toList();
    try {
      Soak soak = new Soak(histories);
      soak.run(Duration.ofMinutes(minutes));
      List<Target> targets = soak.targets();
      String body = soak.body(surroundings, minutes, seed, targets);
      System.out.println(body);
      histories.forEach(history -> history.violations().forEach(System.err::println));
      new BenchmarkPage(Path.of(args[0])).write("A soak", body);
      Verdict.end(targets);
    } finally {
      histories.forEach(TroubledHistory::close);
    }
  }

  private void run(Duration time) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < time.toNanos() || samples.size() < FEWEST_SAMPLES) {
      inParallel(history -> history.goOn(ROUND));
      Sample sample = Sample.now();
      samples.add(sample);
      System.out.println(sample + " " + histories);
    }
    inParallel(TroubledHistory::end);
  }

  private void inParallel(Consumer<TroubledHistory> step) {
    List<CompletableFuture<Void>> running =
        histories.stream()
            .map(history -> CompletableFuture.runAsync(() -> step.accept(history)))
            .toList();
    running.forEach(CompletableFuture::join);
  }

  private List<Target> targets() {
    return List.of(
        Target.atMost(
            "reads of a value that had been replaced",
            histories.stream().mapToInt(history -> history.violations().size()).sum(),
            0,
            ""),
        growth("heap after a collection", Sample::heapBytes, MAX_HEAP_GROWTH),
        growth("threads", Sample::threads, MAX_GROWTH),
        growth("file descriptors", Sample::files, MAX_GROWTH));
  }

  private Target growth(String what, ToDoubleFunction<Sample> figure, double most) {
    return Target.atMost(
        what + ", the last quarter to the second",
        quarter(3, figure) / quarter(1, figure),
        most,
        Target.TIMES);
  }

  /** The median of that quarter of the samples, from 0. */
  private double quarter(int number, ToDoubleFunction<Sample> figure) {
    int size = samples.size();
    return Runs.median(
        samples.subList(size * number / 4, size * (number + 1) / 4).stream().mapToDouble(figure));
  }

  private String body(String surroundings, int minutes, long seed, List<Target> targets) {
    StringBuilder body = new StringBuilder();
    body.append(
        String.format(
            Locale.ROOT,
            """
            %s

            %d minutes, seed %d: 16 clients of two backends each on three Redis and on three Memcached nodes, which are killed, frozen and cut off all the time; all in one JVM, the lines that fail and what the clients have written down included. Every %d s the clients pause, what they saw is judged, and the JVM is looked at. A quarter is the median of its samples.

            | | reads | of a value | changes done | unanswered | refused |
            |---|---|---|---|---|---|
            """,
            surroundings,
            minutes,
            seed,
            ROUND.toSeconds()));
    for (TroubledHistory history : histories) {
      Tally tally = history.tally();
      body.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,d | %,d | %,d |%n",
              history.kind(),
              tally.reads(),
              tally.hits(),
              tally.changes(),
              tally.unanswered(),
              tally.refused()));
    }
    body.append("\n");
    histories.forEach(
        history -> body.append("%s: %s.%n%n".formatted(history.kind(), history.troubles())));
    body.append("| | second quarter | last quarter |\n|---|---|---|\n");
    body.append(row("heap after a collection, MB", sample -> sample.heapBytes() / 1e6));
    body.append(row("threads", Sample::threads));
    body.append(row("file descriptors", Sample::files));
    body.append("\n| | measured | asked for |\n|---|---|---|\n");
    targets.forEach(target -> body.append(target.row()));
    return body.toString();
  }

  private String row(String what, ToDoubleFunction<Sample> figure) {
    return String.format(
        Locale.ROOT, "| %s | %.1f | %.1f |%n", what, quarter(1, figure), quarter(3, figure));
  }
}
