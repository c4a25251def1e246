package io.ringcache.bench;

import io.ringcache.bench.PacedReads.Times;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * How long flushing 100,000 of a million entries by pattern takes on three Memcached nodes, and
 * what it does to those who read meanwhile: several times, so that a disturbance of the machine
 * does not decide. Fails if it is more than was asked for.
 */
public final class MemcachedFlush {

  private static final int ENTRIES = 1_000_000;
  private static final int FLUSHED = 100_000;
  private static final List<String> FLUSHED_KINDS = List.of("user_", "cart_", "page_");
  private static final int VALUE_BYTES = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final Duration MAX_FLUSH = Duration.ofSeconds(10);
  private static final double MAX_RATIO = 3;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");

  private final CacheBackend backend;
  private final List<Round> rounds = new ArrayList<>();

  private MemcachedFlush(CacheBackend backend) {
    this.backend = backend;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String surroundings = Surroundings.describe();
    String body;
    boolean missed;
    try (MemcachedNodes nodes = MemcachedNodes.start(3);
        CacheBackend backend = nodes.connect(TestNamespaces.of(NAMESPACE))) {
      NewEntry entry = new NewEntry(value(), Ttl.ofSeconds(86_400), Tags.NONE);
      new Load(backend).write(ENTRIES, MemcachedFlush::key, entry);
      long used = nodes.used();
      long allocated = nodes.allocated();
      MemcachedFlush program = new MemcachedFlush(backend);
      program.measure();
      body = program.table(surroundings + " · memcached " + nodes.version(), used, allocated);
      missed = program.isMissed();
    }
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("Flushing among a million on Memcached", body);
    if (missed) {
      System.err.println("That is more than was asked for.");
      System.exit(1);
    }
  }

  private record Round(Duration took, Times idle, Times meanwhile) {
    double ratio() {
      return (double) meanwhile.p99().toNanos() / idle.p99().toNanos();
    }
  }

  private void measure() throws InterruptedException {
    Times unused = idle(); // warms up
    for (String kind : FLUSHED_KINDS) {
      Times idle = idle();
      PacedReads reads = PacedReads.start(backend, MemcachedFlush::keyThatStays);
      long begun = System.nanoTime();
      FlushResult flushed =
          backend.flush(NAMESPACE, Glob.of(kind + "*")).toCompletableFuture().join();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      Round round = new Round(took, idle, reads.end());
      if (flushed.deleted() != FLUSHED) {
        throw new IllegalStateException("flushed: " + flushed);
      }
      if (round.idle().failed() + round.meanwhile().failed() > 0) {
        throw new IllegalStateException("reads failed: " + round);
      }
      System.out.println(round);
      rounds.add(round);
    }
  }

  private Times idle() throws InterruptedException {
    PacedReads reads = PacedReads.start(backend, MemcachedFlush::keyThatStays);
    Thread.sleep(IDLE.toMillis());
    return reads.end();
  }

  /** One of ten is of each kind that is flushed, so that it lies between others. */
  private static CacheKey key(int i) {
    int kind = i % (ENTRIES / FLUSHED);
    return CacheKey.of(
        NAMESPACE,
        (kind < FLUSHED_KINDS.size() ? FLUSHED_KINDS.get(kind) : "item_")
            + String.format(Locale.ROOT, "%07d", i));
  }

  private static CacheKey keyThatStays() {
    int tens = ThreadLocalRandom.current().nextInt(FLUSHED);
    return key(tens * (ENTRIES / FLUSHED) + FLUSHED_KINDS.size());
  }

  private static byte[] value() {
    return ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
  }

  private boolean isMissed() {
    return median(Round::took).compareTo(MAX_FLUSH) >= 0 || median(Round::ratio) >= MAX_RATIO;
  }

  private <T extends Comparable<T>> T median(Function<Round, T> figure) {
    return rounds.stream()
        .map(figure)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(rounds.size() / 2);
  }

  private String table(String surroundings, long used, long allocated) {
    return String.format(
        Locale.ROOT,
        """
        %s

        1,000,000 entries, values of 1,000 bytes, keys of 12, on three nodes; 100,000 of them flushed by pattern, while others are read, %,d a second. Medians of %d rounds.

        | | measured | asked for |
        |---|---|---|
        | the items of the three nodes, all told | %.2f GB | |
        | the memory that the nodes have taken for them | %.2f GB | |
        | a flush | %.2f s | < %d s |
        | a get while nothing else happens, median | %.2f ms | |
        | and 99th percentile | %.2f ms | |
        | a get during a flush, median | %.2f ms | |
        | and 99th percentile | %.2f ms | |
        | that 99th percentile to the one before | %.1f | < %.0f%s |
        """,
        surroundings,
        PacedReads.PER_SECOND,
        rounds.size(),
        used / 1e9,
        allocated / 1e9,
        median(Round::took).toNanos() / 1e9,
        MAX_FLUSH.toSeconds(),
        median(round -> round.idle().median()).toNanos() / 1e6,
        median(round -> round.idle().p99()).toNanos() / 1e6,
        median(round -> round.meanwhile().median()).toNanos() / 1e6,
        median(round -> round.meanwhile().p99()).toNanos() / 1e6,
        median(Round::ratio),
        MAX_RATIO,
        isMissed() ? ": **missed**" : "");
  }
}
