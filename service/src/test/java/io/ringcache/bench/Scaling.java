package io.ringcache.bench;

import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a GET costs with more connections, larger values, more nodes and more keys, one of them
 * varied at a time.
 */
public final class Scaling {

  private static final int VALUE_BYTES = 1_000;
  private static final int KEYS = 1_000;
  private static final int CONNECTIONS = 64;
  private static final Run.Load USUAL = load(VALUE_BYTES, KEYS, CONNECTIONS);

  private static final List<Integer> NODES = List.of(1, 2, 3, 6);
  private static final List<Integer> CONNECTION_COUNTS = List.of(1, 4, 16, 64, 256, 1_000);
  private static final List<Integer> KEY_COUNTS = List.of(1_000, 10_000, 100_000, 1_000_000);

  /** How many keys there are of each length, so that all of them are no more than 100 MB. */
  private static final Map<Integer, Integer> KEYS_BY_LENGTH = new LinkedHashMap<>();

  static {
    KEYS_BY_LENGTH.put(100, KEYS);
    KEYS_BY_LENGTH.put(1_000, KEYS);
    KEYS_BY_LENGTH.put(10_000, KEYS);
    KEYS_BY_LENGTH.put(100_000, KEYS);
    KEYS_BY_LENGTH.put(1_000_000, 100);
  }

  private final Wrk wrk;
  private final Pace pace;
  private final Map<String, List<String>> tables = new LinkedHashMap<>();

  private Scaling(Wrk wrk, Pace pace) {
    this.wrk = wrk;
    this.pace = pace;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    Scaling program = new Scaling(wrk, Pace.asked());
    String version = program.measure();
    String body = program.body(surroundings + " · " + version + " · " + wrk.description());
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("How the cost of a GET grows", body);
  }

  /** Says with what. */
  private String measure() throws IOException {
    for (int nodes : NODES) {
      try (Ringcache ringcache = warm(nodes)) {
        add("Redis nodes", Integer.toString(nodes), ringcache, USUAL);
      }
    }
    try (Ringcache ringcache = warm(1)) {
      for (int connections : CONNECTION_COUNTS) {
        Run.Load load = load(VALUE_BYTES, KEYS, connections);
        add("connections", number(connections), ringcache, load);
      }
      int seeded = KEYS;
      for (int keys : KEY_COUNTS) {
        if (keys > Pace.manyKeys()) {
          break;
        }
        ringcache.seed(seeded, keys, VALUE_BYTES);
        seeded = keys;
        add("keys", number(keys), ringcache, load(VALUE_BYTES, keys, CONNECTIONS));
      }
    }
    try (Ringcache ringcache = warm(1)) {
      for (Map.Entry<Integer, Integer> length : KEYS_BY_LENGTH.entrySet()) {
        int bytes = length.getKey();
        int keys = length.getValue();
        ringcache.seed(0, keys, bytes);
        String label = number(bytes) + " bytes, " + number(keys) + " keys";
        add("value", label, ringcache, load(bytes, keys, CONNECTIONS));
      }
      return ringcache.description();
    }
  }

  private Ringcache warm(int nodes) throws IOException {
    Ringcache ringcache = Ringcache.onRedis(nodes);
    ringcache.seed(0, KEYS, VALUE_BYTES);
    Run.of(wrk, ringcache, USUAL, pace.warmUp());
    return ringcache;
  }

  private void add(String varied, String label, Ringcache ringcache, Run.Load load)
      throws IOException {
    Run.of(wrk, ringcache, load, pace.run()); // what was stored in between the JIT has to forget
    String row = "| " + label + " | " + Runs.of(wrk, ringcache, load, pace).cells();
    System.out.println(varied + ": " + row);
    tables.computeIfAbsent(varied, title -> new ArrayList<>()).add(row);
  }

  private static Run.Load load(int valueBytes, int keys, int connections) {
    return new Run.Load(Work.GET, valueBytes, keys, connections);
  }

  private static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private String body(String surroundings) {
    StringBuilder body = new StringBuilder();
    body.append(
        """
        %s

        GET through Redis with authentication, %d connections, values of %,d bytes, one node, %,d keys drawn uniformly, but for what each table varies. The service, Redis and wrk (one thread) share the machine: CPU per request says more than requests/s. Medians of %s.
        """
            .formatted(surroundings, CONNECTIONS, VALUE_BYTES, KEYS, pace.describe()));
    tables.forEach(
        (varied, rows) -> {
          body.append(
              """

              | %s | requests/s | p50 ms | p99 ms | CPU µs per request: server / Redis / wrk |
              |---|---|---|---|---|
              """
                  .formatted(varied));
          rows.forEach(row -> body.append(row).append('\n'));
        });
    return body.toString();
  }
}
