package io.ringcache.bench;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.redis.PutCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;

/**
 * What a put costs a Redis node, in time of its processor, beside a plain {@code SETEX} of the same
 * bytes: both pipelined in the same way and in turns, so that a disturbance of the machine meets
 * both. Fails if it is more than was asked for.
 */
public final class PutCost {

  private static final int ROUNDS = 9;
  private static final int WRITES = 64_000;

  /** What a busy connection of a node sends together, and what the target was set for. */
  private static final int PIPELINED = 64;

  /** As many puts as a connection makes one call of, where they wait in a row. */
  private static final int TOGETHER = PutCommands.MOST_JOINED;

  private static final int VALUE_BYTES = 1_000;
  private static final int TTL_SECONDS = 86_400;
  private static final double MAX_RATIO = 5.5;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");
  private static final byte[] VALUE =
      ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
  private static final NewEntry UNTAGGED =
      new NewEntry(VALUE, Ttl.ofSeconds(TTL_SECONDS), Tags.NONE);
  private static final NewEntry TAGGED =
      new NewEntry(VALUE, Ttl.ofSeconds(TTL_SECONDS), Tags.of(List.of("tag-a", "tag-b")));

  /** A quota that is looked after, and far. */
  private static final Quota FAR = new Quota(1L << 40, EvictionPolicy.LRU);

  /** A quota that the first {@link #WRITES} entries fill. */
  private static final Quota FULL =
      new Quota((long) WRITES * (key(0).utf8().length + VALUE_BYTES), EvictionPolicy.LRU);

  private enum Write {
    SETEX("`SETEX`"),
    PUT("a put with quota, meta and index"),
    JOINED("the same, " + TOGETHER + " in one call"),
    REPLACING("a put that replaces an entry"),
    TAGGED("a put with two tags"),
    EVICTING("a put that evicts an entry, by LRU");

    private final String title;

    Write(String title) {
      this.title = title;
    }
  }

  private final Jedis jedis;
  private final NodeGauge gauge;
  private final List<Map<Write, Double>> rounds = new ArrayList<>();

  private PutCost(Jedis jedis, NodeGauge gauge) {
    this.jedis = jedis;
    this.gauge = gauge;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    String surroundings = Surroundings.describe();
    try (RedisNodes nodes = RedisNodes.start(1);
        Jedis jedis = new Jedis(nodes.first().host(), nodes.first().port())) {
      PutCost program = new PutCost(jedis, nodes.gauges().get(0));
      program.measure();
      String body = program.table(surroundings + " · Redis " + nodes.version());
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("What a put costs a Redis node", body);
      if (program.ratio(Write.PUT) > MAX_RATIO) {
        System.err.println("That is more than was asked for.");
        System.exit(1);
      }
    }
  }

  private void measure() {
    try (Pipeline pipeline = jedis.pipelined()) {
      pipeline.sendCommand(PutCommands.load());
    }
    round(); // the first warms up
    for (int i = 1; i <= ROUNDS; i++) {
      rounds.add(round());
      System.out.printf(Locale.ROOT, "round %d of %d%n", i, ROUNDS);
    }
  }

  /** The microseconds of each kind of write. */
  private Map<Write, Double> round() {
    Map<Write, Double> micros = new EnumMap<>(Write.class);
    jedis.flushAll();
    micros.put(Write.SETEX, micros(1, PutCost::setex, reply -> true));
    jedis.flushAll();
    micros.put(
        Write.PUT,
        micros(1, n -> PutCommands.put(keys(n, 1), UNTAGGED, FAR), PutCommands::isCreated));
    micros.put(
        Write.REPLACING,
        micros(1, n -> PutCommands.put(keys(n, 1), UNTAGGED, FAR), PutCommands::isReplaced));
    micros.put(
        Write.EVICTING,
        micros(
            1, n -> PutCommands.put(keys(WRITES + n, 1), UNTAGGED, FULL), PutCommands::isCreated));
    jedis.flushAll();
    micros.put(
        Write.JOINED,
        micros(
            TOGETHER,
            n -> PutCommands.put(keys(n, TOGETHER), UNTAGGED, FAR),
            PutCommands::isCreated));
    jedis.flushAll();
    micros.put(
        Write.TAGGED,
        micros(1, n -> PutCommands.put(keys(n, 1), TAGGED, FAR), PutCommands::isCreated));
    return micros;
  }

  /**
   * The microseconds of a write.
   *
   * @param each how many writes a command makes
   * @param command of the writes from that number on
   */
  private double micros(
      int each, IntFunction<CommandArguments> command, Predicate<Object> expected) {
    long before = gauge.processorMicros();
    for (int from = 0; from < WRITES; from += PIPELINED) {
      List<Response<Object>> replies = new ArrayList<>();
      try (Pipeline pipeline = jedis.pipelined()) {
        for (int n = from; n < from + PIPELINED; n += each) {
          replies.add(pipeline.sendCommand(command.apply(n)));
        }
      }
      if (!replies.stream().map(Response::get).allMatch(expected)) {
        throw new IllegalStateException("a write did not do what it is measured for");
      }
    }
    return (gauge.processorMicros() - before) / (double) WRITES;
  }

  private static CommandArguments setex(int n) {
    return new CommandArguments(Command.SETEX)
        .add(PutCommands.valueKey(key(n)))
        .add(TTL_SECONDS)
        .add(VALUE);
  }

  private static List<CacheKey> keys(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(PutCost::key).toList();
  }

  private static CacheKey key(int n) {
    return CacheKey.of(NAMESPACE, String.format(Locale.ROOT, "key_%06d", n));
  }

  private double ratio(Write write) {
    return median(rounds.stream().mapToDouble(round -> of(round, write) / of(round, Write.SETEX)));
  }

  private double micros(Write write) {
    return median(rounds.stream().mapToDouble(round -> of(round, write)));
  }

  private static double of(Map<Write, Double> round, Write write) {
    return Objects.requireNonNull(round.get(write));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private String table(String surroundings) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            """
            %s

            Values of %,d bytes, %d writes in a pipeline; time of the node's main thread, user and system. Medians of %d rounds of %,d writes of each kind; a ratio is of one round.

            | a write | µs | to `SETEX` | asked for |
            |---|---|---|---|
            """,
            surroundings,
            VALUE_BYTES,
            PIPELINED,
            ROUNDS,
            WRITES));
    for (Write write : Write.values()) {
      String askedFor = "";
      if (write == Write.PUT) {
        askedFor = "≤ " + MAX_RATIO + (ratio(write) > MAX_RATIO ? ": **missed**" : "");
      }
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %.1f | %.2f | %s |%n",
              write.title,
              micros(write),
              ratio(write),
              askedFor));
    }
    return table.toString();
  }
}
