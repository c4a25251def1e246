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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
  private record Removal(long tookMicros, long longestMicros) {}

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
      measure("evicting 90,000 entries, " + policy, () -> put(0, Tags.NONE));
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
}
