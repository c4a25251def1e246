package io.ringcache.bench;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Gets of 1 KB from one Memcached node beside those from one Redis node, through the service and on
 * the bare backend: in turns, so that a disturbance of the machine meets both. Fails if the ratio
 * is less than was asked for.
 */
public final class MemcachedGet {

  private static final int ROUNDS = 7;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration ROUND = Duration.ofSeconds(3);

  private static final int KEYS = 10_000;
  private static final String KEY = "user_%07d";
  private static final int VALUE_BYTES = 1_024;
  private static final int UNDER_WAY = 64;
  private static final double MIN_RATIO = 0.9;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");
  private static final CacheKey[] ALL =
      IntStream.range(0, KEYS).mapToObj(MemcachedGet::key).toArray(CacheKey[]::new);

  private MemcachedGet() {}

  /** How many a second. */
  private interface Side {
    double run(Duration duration) throws IOException, InterruptedException;
  }

  private record Round(double redis, double memcached) {
    double ratio() {
      return memcached / redis;
    }
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws Exception {
    String surroundings = Surroundings.describe();
    List<Round> bare;
    List<Round> served;
    String versions;
    try (RedisNodes redis = RedisNodes.start(1);
        MemcachedNodes memcached = MemcachedNodes.start(1)) {
      versions = " · Redis " + redis.version() + " · memcached " + memcached.version();
      try (CacheBackend onRedis = redis.connect(TestNamespaces.of(NAMESPACE));
          CacheBackend onMemcached = memcached.connect(TestNamespaces.of(NAMESPACE))) {
        fill(onRedis);
        fill(onMemcached);
        Gets fromRedis = new Gets(onRedis, ALL, UNDER_WAY);
        Gets fromMemcached = new Gets(onMemcached, ALL, UNDER_WAY);
        double unused = fromRedis.run(WARM_UP) + fromMemcached.run(WARM_UP);
        bare = rounds(fromRedis::run, fromMemcached::run);
      }
      served = served(redis.first().address(), memcached.first().address());
    }
    String body = table(surroundings + versions, bare, served);
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("Gets from Memcached beside Redis", body);
    if (isMissed(bare) || isMissed(served)) {
      System.err.println("That is less than was asked for.");
      System.exit(1);
    }
  }

  private static List<Round> served(String redis, String memcached) throws Exception {
    DropwizardTestSupport<RingcacheConfiguration> onRedis = service("redis", redis);
    DropwizardTestSupport<RingcacheConfiguration> onMemcached = service("memcached", memcached);
    try (HttpGets gets = new HttpGets("/api/v1/cache/" + NAMESPACE.value(), KEY, KEYS, UNDER_WAY)) {
      onRedis.before();
      onMemcached.before();
      gets.warmUp(onRedis.getLocalPort(), WARM_UP);
      gets.warmUp(onMemcached.getLocalPort(), WARM_UP);
      return rounds(
          duration -> gets.run(onRedis.getLocalPort(), duration),
          duration -> gets.run(onMemcached.getLocalPort(), duration));
    } finally {
      onMemcached.after();
      onRedis.after();
    }
  }

  /** The service as it is shipped, but that it lets anybody in and writes no access log. */
  static DropwizardTestSupport<RingcacheConfiguration> service(String type, String nodes) {
    return new DropwizardTestSupport<>(
        RingcacheApplication.class,
        "config/" + type + ".yml",
        ConfigOverride.config("backend.nodes", nodes),
        ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()),
        ConfigOverride.config("auth.mode", "none"),
        ConfigOverride.config("accessLog.sample", "0"),
        ConfigOverride.config("namespaces.autoCreate", "true"),
        ConfigOverride.config("server.applicationConnectors[0].port", "0"),
        ConfigOverride.config("server.adminConnectors[0].port", "0"),
        ConfigOverride.config("logging.level", "WARN"));
  }

  private static List<Round> rounds(Side redis, Side memcached)
      throws IOException, InterruptedException {
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= ROUNDS; i++) {
      Round round = new Round(redis.run(ROUND), memcached.run(ROUND));
      System.out.printf(Locale.ROOT, "round %d of %d: %.2f%n", i, ROUNDS, round.ratio());
      rounds.add(round);
    }
    return rounds;
  }

  private static void fill(CacheBackend backend) {
    byte[] value = ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
    new Load(backend)
        .write(KEYS, i -> ALL[i], new NewEntry(value, Ttl.ofSeconds(86_400), Tags.NONE));
  }

  private static CacheKey key(int i) {
    return CacheKey.of(NAMESPACE, String.format(Locale.ROOT, KEY, i));
  }

  private static double median(List<Round> rounds, Function<Round, Double> figure) {
    return rounds.stream().map(figure).sorted().toList().get(rounds.size() / 2);
  }

  private static boolean isMissed(List<Round> rounds) {
    return median(rounds, Round::ratio) < MIN_RATIO;
  }

  private static String table(String surroundings, List<Round> bare, List<Round> served) {
    return String.format(
        Locale.ROOT,
        """
        %s

        Values of 1 KB, %,d keys drawn alike, %d gets under way, all on one machine. The services are the shipped ones, without authentication and access log. Medians of %d rounds of %d s; a ratio is of one round.

        | gets a second | one Redis node | one Memcached node | ratio | asked for |
        |---|---|---|---|---|
        %s%s""",
        surroundings,
        KEYS,
        UNDER_WAY,
        ROUNDS,
        ROUND.toSeconds(),
        row("through the service, over HTTP", served),
        row("the bare backend", bare));
  }

  private static String row(String what, List<Round> rounds) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %.2f | ≥ %.1f%s |%n",
        what,
        median(rounds, Round::redis),
        median(rounds, Round::memcached),
        median(rounds, Round::ratio),
        MIN_RATIO,
        isMissed(rounds) ? ": **missed**" : "");
  }
}
