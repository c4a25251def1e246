package io.ringcache.bench;

import io.ringcache.bench.load.Latencies;
import io.ringcache.bench.load.OpenModel;
import io.ringcache.bench.load.Request;
import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long answers take where the service is not full: at a quarter of what it can do at most,
 * which is found first, with requests that come when they are due. Fails if it is longer than was
 * asked for.
 */
public final class Latency {

  private static final double SHARE = 0.25;
  private static final int CONNECTIONS = 64;

  /** What is sent, and how long 99 of a hundred may take at most. */
  private enum Kind {
    GET("GET of 1 KB", Work.GET, 1_000, 1_000, 5),
    SET("PUT of 1 KB", Work.PUT, 1_000, 1_000, 10),
    MGET("mget of 100 keys of 1 KB", Work.MGET, 1_000, 1_000, 20),
    MSET("mset of 100 keys of 1 KB", Work.MSET, 1_000, 1_000, 30),
    LARGE_GET("GET of 1 MB", Work.GET, 1_000_000, 64, 50),
    LARGE_SET("PUT of 1 MB", Work.PUT, 1_000_000, 64, 50);

    private final String title;
    private final Work work;
    private final int valueBytes;
    private final int keys;
    private final double maxMillis;

    Kind(String title, Work work, int valueBytes, int keys, double maxMillis) {
      this.title = title;
      this.work = work;
      this.valueBytes = valueBytes;
      this.keys = keys;
      this.maxMillis = maxMillis;
    }

    Run.Load load() {
      return new Run.Load(work, valueBytes, keys, CONNECTIONS);
    }
  }

  /** One round: how many a second, what 50, 99 and all percent did not exceed, and the CPU. */
  private record Round(double perSecond, double p50, double p99, double longest, double micros) {}

  private record Row(Kind kind, double saturation, List<Round> rounds) {

    Target target() {
      double p99 = Runs.median(rounds.stream().mapToDouble(Round::p99));
      return Target.atMost(kind.title, p99, kind.maxMillis, " ms");
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "| %s | %,.0f | %,.0f | %.2f | %.2f | %.1f | %.0f | %s |%n",
          kind.title,
          saturation,
          Runs.median(rounds.stream().mapToDouble(Round::perSecond)),
          Runs.median(rounds.stream().mapToDouble(Round::p50)),
          target().measured(),
          rounds.stream().mapToDouble(Round::longest).max().orElse(Double.NaN),
          Runs.median(rounds.stream().mapToDouble(Round::micros)),
          target().askedFor());
    }
  }

  private final Wrk wrk;
  private final Pace pace;
  private final Ringcache ringcache;

  private Latency(Wrk wrk, Pace pace, Ringcache ringcache) {
    this.wrk = wrk;
    this.pace = pace;
    this.ringcache = ringcache;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws Exception {
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    try (Ringcache ringcache = Ringcache.onRedis(1)) {
      Pace pace = Pace.asked();
      List<Row> rows = new Latency(wrk, pace, ringcache).measure();
      String body = table(surroundings + " · " + ringcache.description(), pace, rows);
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("Latency", body);
      Verdict.end(rows.stream().map(Row::target).toList());
    }
  }

  private List<Row> measure() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      System.out.println(kind.title);
      ringcache.seed(0, kind.keys, kind.valueBytes);
      Run.check(ringcache, kind.load());
      Run.of(wrk, ringcache, kind.load(), pace.warmUp());
      Run full = Run.of(wrk, ringcache, kind.load(), pace.run());
      if (full.refusal().isPresent()) {
        throw new IOException(kind.title + ": " + full.refusal().get());
      }
      rows.add(new Row(kind, full.perSecond(), rounds(kind, SHARE * full.perSecond())));
    }
    return rows;
  }

  private List<Round> rounds(Kind kind, double perSecond) throws IOException, InterruptedException {
    Request request = ringcache.request(kind.work, kind.valueBytes).orElseThrow();
    OpenModel clients = new OpenModel(ringcache.port(), request, kind.keys);
    clients.run(perSecond, pace.run()); // warms up the clients
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < pace.rounds(); i++) {
      double before = ringcache.processorMicros();
      Latencies latencies = clients.run(perSecond, pace.run());
      rounds.add(
          new Round(
              latencies.count() / (double) pace.run().toSeconds(),
              latencies.percentileMillis(50),
              latencies.percentileMillis(99),
              latencies.percentileMillis(100),
              (ringcache.processorMicros() - before) / latencies.count()));
    }
    return rounds;
  }

  private static String table(String surroundings, Pace pace, List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        %s

        Requests that come at random times (Poisson), a quarter as many as go through at most with %d connections, whether or not those before have been answered; a latency counts from when the request was due, so that waiting for a connection is in it. The clients share the machine. Medians of %s; the longest is that of all rounds.

        | request | at most, /s | sent, /s | p50 ms | p99 ms | longest ms | CPU of the server, µs | p99 asked for |
        |---|---|---|---|---|---|---|---|
        """
            .formatted(surroundings, CONNECTIONS, pace.describe()));
    rows.forEach(row -> table.append(row.text()));
    return table.toString();
  }
}
