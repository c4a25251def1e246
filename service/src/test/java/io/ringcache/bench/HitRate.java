package io.ringcache.bench;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.memory.MemoryBackendFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What part of the reads hits under each eviction policy, where a tenth of the data fits and the
 * keys are asked for by Zipf's law; beside it an exact LRU, simulated, on the same requests. Fails
 * if a policy is worse than was asked for.
 *
 * <p>All entries are of one size and have one ttl, under which the policy TTL does what FIFO does.
 */
public final class HitRate {

  private static final int REQUESTS = 1_000_000;
  private static final int KEYS = 100_000;
  private static final long SEED = 1;
  private static final int KEY_BYTES = 10;
  private static final int VALUE_BYTES = 100;
  private static final int FIT = KEYS / 10;
  private static final long QUOTA_BYTES = (long) FIT * (KEY_BYTES + VALUE_BYTES);

  private static final double MAX_BELOW_EXACT = 0.01;
  private static final double MAX_OVERSHOOT = 1.02;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");
  private static final List<EvictionPolicy> POLICIES =
      List.of(EvictionPolicy.LRU, EvictionPolicy.LFU, EvictionPolicy.FIFO, EvictionPolicy.TTL);

  private final int[] trace = ZipfTrace.draw(REQUESTS, KEYS, SEED);
  private final double exact = exactLru(trace);
  private final List<Row> rows = new ArrayList<>();
  private String version = "";

  private HitRate() {}

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    String surroundings = Surroundings.describe();
    HitRate program = new HitRate();
    program.measure();
    String body = program.table(surroundings);
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("Hit rates of the eviction policies", body);
    if (program.rows.stream().anyMatch(Row::missed)) {
      System.err.println("That is worse than was asked for.");
      System.exit(1);
    }
  }

  private void measure() {
    double lru = onMemory(EvictionPolicy.LRU);
    add("memory", EvictionPolicy.LRU, lru, lru);
    add("memory", EvictionPolicy.LFU, onMemory(EvictionPolicy.LFU), lru);
    for (int nodes : new int[] {1, 3}) {
      String where = nodes == 1 ? "one Redis node" : "three Redis nodes";
      double sampledLru = 0;
      for (EvictionPolicy policy : POLICIES) {
        double rate = onRedis(nodes, policy);
        sampledLru = policy == EvictionPolicy.LRU ? rate : sampledLru;
        add(where, policy, rate, sampledLru);
      }
    }
  }

  private double onMemory(EvictionPolicy policy) {
    TestNamespaces namespaces = namespaces(policy);
    try (CacheBackend backend = new MemoryBackendFactory().build(namespaces)) {
      return ask(backend);
    }
  }

  private double onRedis(int count, EvictionPolicy policy) {
    try (RedisNodes nodes = RedisNodes.start(count);
        CacheBackend backend = nodes.connect(namespaces(policy))) {
      version = nodes.version();
      return ask(backend);
    }
  }

  private static TestNamespaces namespaces(EvictionPolicy policy) {
    TestNamespaces namespaces = new TestNamespaces();
    namespaces.register(NAMESPACE, new Quota(QUOTA_BYTES, policy));
    return namespaces;
  }

  private double ask(CacheBackend backend) {
    byte[] value = ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
    NewEntry entry = new NewEntry(value, Ttl.ofSeconds(86_400), Tags.NONE);
    double rate = new CacheAside(backend, entry).hitRate(trace, HitRate::key);
    NamespaceStats stats = backend.stats(NAMESPACE).toCompletableFuture().join();
    if (stats.bytes() > QUOTA_BYTES * MAX_OVERSHOOT) {
      throw new IllegalStateException(stats.bytes() + " bytes are more than " + QUOTA_BYTES);
    }
    return rate;
  }

  private static CacheKey key(int n) {
    return CacheKey.of(NAMESPACE, String.format(Locale.ROOT, "key_%06d", n));
  }

  /** What would be hit if it was always the one not asked for the longest that gives way. */
  private static double exactLru(int[] trace) {
    Map<Integer, Boolean> kept = new LinkedHashMap<>(FIT, 0.75f, true);
    int hits = 0;
    for (int key : trace) {
      if (kept.get(key) != null) {
        hits++;
        continue;
      }
      if (kept.size() == FIT) {
        kept.remove(kept.keySet().iterator().next());
      }
      kept.put(key, true);
    }
    return (double) hits / trace.length;
  }

  private void add(String where, EvictionPolicy policy, double rate, double lruThere) {
    Row row =
        switch (policy) {
          case LRU ->
              new Row(where, policy, rate, "at most 1 pp below exact", exact - MAX_BELOW_EXACT);
          case LFU -> new Row(where, policy, rate, "at least the LRU there", lruThere);
          default -> new Row(where, policy, rate, "", 0);
        };
    rows.add(row);
    System.out.printf(Locale.ROOT, "%s, %s: %.2f %%%n", where, policy, 100 * rate);
  }

  private String table(String surroundings) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            """
            %s · Redis %s

            %,d requests for %,d keys by Zipf's law with exponent 1, %d under way at a time: a get and, on a miss, a put. The quota is a tenth of the data. All entries have the same ttl, so that TTL does what FIFO does.

            | policy | where | hit rate | to exact LRU | asked for |
            |---|---|---|---|---|
            | exact LRU | simulated | %.2f %% | | |
            """,
            surroundings,
            version,
            REQUESTS,
            KEYS,
            CacheAside.UNDER_WAY,
            100 * exact));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f %% | %+.2f pp | %s%s |%n",
              row.policy(),
              row.where(),
              100 * row.rate(),
              100 * (row.rate() - exact),
              row.askedFor(),
              row.missed() ? ": **missed**" : ""));
    }
    return table.toString();
  }

  /** A policy's hit rate in one place, and the least that was asked for; nothing, if 0. */
  private record Row(
      String where, EvictionPolicy policy, double rate, String askedFor, double atLeast) {

    boolean missed() {
      return rate < atLeast;
    }
  }
}
