package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a million entries with values of 1,000 bytes take on three Redis nodes, and what flushing
 * 100,000 of them by pattern does to the nodes: three times, so that a disturbance of the machine
 * does not decide. Fails if it is more than was asked for.
 *
 * <p>The nodes have their own defaults, the backend has its own too; a key is a kind and seven
 * digits, {@code user_0000000}; each entry has a ttl and no tags.
 */
public final class MillionEntries {

  private static final int ENTRIES = 1_000_000;
  private static final int FLUSHED = 100_000;
  private static final List<String> FLUSHED_KINDS = List.of("user_", "cart_", "page_");
  private static final int VALUE_BYTES = 1_000;

  private static final long MAX_MEMORY_BYTES = 1_600_000_000;
  private static final Duration MAX_FLUSH = Duration.ofSeconds(2);
  private static final Duration MAX_COMMAND = Duration.ofMillis(10);

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");

  private final CacheBackend backend;
  private final RedisNodes nodes;

  private MillionEntries(CacheBackend backend, RedisNodes nodes) {
    this.backend = backend;
    this.nodes = nodes;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    String surroundings = Surroundings.describe();
    Figures figures;
    String version;
    try (RedisNodes nodes = RedisNodes.start(3);
        CacheBackend backend = nodes.connect(TestNamespaces.of(NAMESPACE))) {
      version = nodes.version();
      figures = new MillionEntries(backend, nodes).measure();
    }
    String body = figures.table(surroundings + " · Redis " + version);

    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("A million entries on three Redis nodes", body);
    if (!figures.areAsAskedFor()) {
      System.err.println("That is more than was asked for.");
      System.exit(1);
    }
  }

  private Figures measure() {
    long emptyBytes = usedMemory();
    long begun = System.nanoTime();
    NewEntry entry = new NewEntry(value(), Ttl.ofSeconds(86_400), Tags.NONE);
    new Load(backend).write(ENTRIES, MillionEntries::key, entry);
    Duration loading = since(begun);
    expect(ENTRIES, stats().keys(), "entries counted after the load");
    long fullBytes = usedMemory();

    List<Flush> flushes = FLUSHED_KINDS.stream().map(this::flush).toList();
    expect(ENTRIES - 3L * FLUSHED, stats().keys(), "entries counted after the flushes");
    return new Figures(emptyBytes, fullBytes, loading, flushes);
  }

  private Flush flush(String kind) {
    nodes.watchCommands();
    long begun = System.nanoTime();
    FlushResult flushed =
        backend.flush(NAMESPACE, Glob.of(kind + "*")).toCompletableFuture().join();
    Duration took = since(begun);
    long longestMicros = nodes.longestCommandMicros();
    expect(FLUSHED, flushed.deleted(), "entries flushed");
    return new Flush(took, Duration.of(longestMicros, ChronoUnit.MICROS));
  }

  /** One of ten is of each kind that is flushed, so that it lies between others. */
  private static CacheKey key(int i) {
    int kind = i % (ENTRIES / FLUSHED);
    return CacheKey.of(
        NAMESPACE,
        (kind < FLUSHED_KINDS.size() ? FLUSHED_KINDS.get(kind) : "item_")
            + String.format(Locale.ROOT, "%07d", i));
  }

  private static byte[] value() {
    return ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
  }

  private long usedMemory() {
    return nodes.gauges().stream().mapToLong(NodeGauge::usedMemory).sum();
  }

  private NamespaceStats stats() {
    return backend.stats(NAMESPACE).toCompletableFuture().join();
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void expect(long expected, long actual, String what) {
    if (actual != expected) {
      throw new IllegalStateException(what + ": " + actual + " and not " + expected);
    }
  }

  private record Flush(Duration took, Duration longestCommand) {}

  private record Figures(long emptyBytes, long fullBytes, Duration loading, List<Flush> flushes) {

    boolean areAsAskedFor() {
      return fullBytes < MAX_MEMORY_BYTES
          && median(Flush::took).compareTo(MAX_FLUSH) < 0
          && median(Flush::longestCommand).compareTo(MAX_COMMAND) < 0;
    }

    String table(String surroundings) {
      return String.format(
          Locale.ROOT,
          """
          %s

          | 1,000,000 entries, values of 1,000 bytes, keys of 12 | measured | asked for |
          |---|---|---|
          | `used_memory` of the three nodes, all told | %.2f GB | < %.1f GB |
          | an entry | %d bytes | |
          | loading, through the backend, %d at a time | %d entries/s | |
          | flushing 100,000 of them by pattern, median of three | %.2f s | < %d s |
          | the longest single command on a node during a flush, median of three | %.1f ms | < %d ms |
          """,
          surroundings,
          fullBytes / 1e9,
          MAX_MEMORY_BYTES / 1e9,
          (fullBytes - emptyBytes) / ENTRIES,
          Load.UNDER_WAY,
          Math.round(ENTRIES / (loading.toMillis() / 1e3)),
          median(Flush::took).toMillis() / 1e3,
          MAX_FLUSH.toSeconds(),
          median(Flush::longestCommand).toNanos() / 1e6,
          MAX_COMMAND.toMillis());
    }

    private Duration median(Function<Flush, Duration> figure) {
      return flushes.stream().map(figure).sorted().toList().get(flushes.size() / 2);
    }
  }
}
