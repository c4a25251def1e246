package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * For how long a single call holds a Redis node while many entries are removed: evicted because the
 * quota was lowered, invalidated by a tag, flushed. Each several times, so that a disturbance of
 * the machine does not decide. Fails if it is longer than was asked for.
 */
public final class LongestScript {

  private static final int ROUNDS = 5;
  private static final int ENTRIES = 100_000;
  private static final int TAGGED = ENTRIES / 2;
  private static final int VALUE_BYTES = 1_000;
  private static final int KEY_BYTES = 10;
  private static final Duration MAX_CALL = Duration.ofMillis(5);

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");
  private static final long ALL_BYTES = (long) ENTRIES * (KEY_BYTES + VALUE_BYTES);
  private static final Tags TAG = Tags.of(List.of("half"));

  private final RedisNodes nodes;
  private final CacheBackend backend;
  private final TestNamespaces namespaces;
  private final Map<String, List<Removal>> removals = new LinkedHashMap<>();

  private LongestScript(RedisNodes nodes, CacheBackend backend, TestNamespaces namespaces) {
    this.nodes = nodes;
    this.backend = backend;
    this.namespaces = namespaces;
  }

  /** One removal: all told, and its longest call. */
  private record Removal(Duration took, Duration longest) {}

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    String surroundings = Surroundings.describe();
    TestNamespaces namespaces = TestNamespaces.of(NAMESPACE);
    try (RedisNodes nodes = RedisNodes.start(1);
        CacheBackend backend = nodes.connect(namespaces)) {
      LongestScript program = new LongestScript(nodes, backend, namespaces);
      for (int i = 1; i <= ROUNDS; i++) {
        program.round();
        System.out.printf(Locale.ROOT, "round %d of %d%n", i, ROUNDS);
      }
      String body = program.table(surroundings + " · Redis " + nodes.version());
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("How long a call holds a Redis node", body);
      if (program.removals.values().stream().anyMatch(LongestScript::missed)) {
        System.err.println("That is longer than was asked for.");
        System.exit(1);
      }
    }
  }

  private void round() {
    for (EvictionPolicy policy : List.of(EvictionPolicy.LRU, EvictionPolicy.TTL)) {
      fill(Tags.NONE);
      namespaces.register(NAMESPACE, new Quota(ALL_BYTES / 10, policy));
      measure("evicting 90,000 entries, " + policy, this::writeOne);
      expect(ALL_BYTES / 10 >= stats().bytes(), "the quota is kept");
      namespaces.register(NAMESPACE, Quota.UNLIMITED);
    }
    fill(TAG);
    measure(
        "invalidating a tag of 50,000",
        () -> expect(removed(backend.invalidate(NAMESPACE, TAG)) == TAGGED, "all that carry it"));
    fill(Tags.NONE);
    measure(
        "flushing 100,000",
        () -> expect(removed(backend.flush(NAMESPACE, Glob.ALL)) == ENTRIES, "all are flushed"));
  }

  /** A new entry, for which room is made first: in as many calls as it takes. */
  private void writeOne() {
    backend.put(key(ENTRIES), entry(Tags.NONE), Precondition.NONE).toCompletableFuture().join();
  }

  private void measure(String what, Runnable removal) {
    nodes.watchCommands();
    long begun = System.nanoTime();
    removal.run();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Duration longest = Duration.of(nodes.longestCommandMicros(), ChronoUnit.MICROS);
    removals.computeIfAbsent(what, name -> new ArrayList<>()).add(new Removal(took, longest));
  }

  /** All entries, and no others; every other one with these tags. */
  private void fill(Tags tags) {
    backend.flush(NAMESPACE, Glob.ALL).toCompletableFuture().join();
    Load load = new Load(backend);
    load.write(TAGGED, i -> key(2 * i), entry(tags));
    load.write(ENTRIES - TAGGED, i -> key(2 * i + 1), entry(Tags.NONE));
    expect(stats().keys() == ENTRIES, "all are stored");
  }

  private NamespaceStats stats() {
    return backend.stats(NAMESPACE).toCompletableFuture().join();
  }

  private static long removed(CompletionStage<FlushResult> result) {
    return result.toCompletableFuture().join().deleted();
  }

  private static CacheKey key(int n) {
    return CacheKey.of(NAMESPACE, String.format(Locale.ROOT, "key_%06d", n));
  }

  private static NewEntry entry(Tags tags) {
    byte[] value = ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
    return new NewEntry(value, Ttl.ofSeconds(86_400), tags);
  }

  private static void expect(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("it does not hold that " + what);
    }
  }

  private static boolean missed(List<Removal> rounds) {
    return median(rounds, Removal::longest).compareTo(MAX_CALL) > 0;
  }

  private static Duration median(List<Removal> rounds, Function<Removal, Duration> figure) {
    return rounds.stream().map(figure).sorted().toList().get(rounds.size() / 2);
  }

  private String table(String surroundings) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            """
            %s

            One node with %,d entries, values of %,d bytes. Medians of %d rounds; in brackets the worst of them.

            | removal | takes | its longest call | asked for |
            |---|---|---|---|
            """,
            surroundings,
            ENTRIES,
            VALUE_BYTES,
            ROUNDS));
    removals.forEach(
        (what, rounds) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.2f s | %.1f ms (%.1f ms) | ≤ %d ms%s |%n",
                    what,
                    median(rounds, Removal::took).toMillis() / 1e3,
                    median(rounds, Removal::longest).toNanos() / 1e6,
                    rounds.stream().mapToLong(r -> r.longest().toNanos()).max().orElseThrow() / 1e6,
                    MAX_CALL.toMillis(),
                    missed(rounds) ? ": **missed**" : "")));
    return table.toString();
  }
}
