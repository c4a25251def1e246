package io.ringcache.bench;

import io.ringcache.bench.load.Latencies;
import io.ringcache.bench.load.OpenModel;
import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Peer;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Webdis;
import io.ringcache.bench.peer.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long answers take where the service is not full: at a quarter of what it can do at most,
 * which is found first, with requests that come when they are due. Fails if it is longer than was
 * asked for. webdis is asked as often, in turns: what both of them show is the machine's.
 */
public final class Latency {

  private static final double SHARE = 0.25;

  /** What is sent, and how long 99 of a hundred may take at most. */
  private enum Kind {
    GET("GET of 1 KB", Work.GET, 1_000, 1_000, 64, 5),
    SET("PUT of 1 KB", Work.PUT, 1_000, 1_000, 64, 10),
    MGET("mget of 100 keys of 1 KB", Work.MGET, 1_000, 1_000, 16, 20),
    MSET("mset of 100 keys of 1 KB", Work.MSET, 1_000, 1_000, 16, 30),
    LARGE_GET("GET of 1 MB", Work.GET, 1_000_000, 64, 8, 50),
    LARGE_SET("PUT of 1 MB", Work.PUT, 1_000_000, 64, 8, 50);

    private final String title;
    private final Work work;
    private final int valueBytes;
    private final int keys;
    private final int connections;
    private final double maxMillis;

    Kind(String title, Work work, int valueBytes, int keys, int connections, double maxMillis) {
      this.title = title;
      this.work = work;
      this.valueBytes = valueBytes;
      this.keys = keys;
      this.connections = connections;
      this.maxMillis = maxMillis;
    }

    Run.Load load() {
      return new Run.Load(work, valueBytes, keys, connections);
    }
  }

  /**
   * One round: how many a second, what 50, 99 and all percent did not exceed, and the CPU.
   *
   * @param besideP99 what 99 percent did not exceed with webdis; not a number where it can not
   */
  private record Round(
      double perSecond, double p50, double p99, double longest, double micros, double besideP99) {}

  /**
   * What came out of one kind.
   *
   * @param refusal why there are no figures; empty where there are
   */
  private record Row(Kind kind, double saturation, List<Round> rounds, Optional<String> refusal) {

    static Row refused(Kind kind, String why) {
      return new Row(kind, 0, List.of(), Optional.of(why));
    }

    Target target() {
      double p99 =
          refusal.isPresent() ? Double.NaN : Runs.median(rounds.stream().mapToDouble(Round::p99));
      return Target.atMost(kind.title, p99, kind.maxMillis, " ms");
    }

    String text() {
      if (refusal.isPresent()) {
        return String.format(
            Locale.ROOT,
            "| %s | refused: %s | | | | | | | %s | |%n",
            kind.title,
            refusal.get(),
            target().askedFor());
      }
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,.0f | %,.0f | %.2f | %.2f | %.1f | %.0f | %s | %s |%n",
          kind.title,
          kind.connections,
          saturation,
          Runs.median(rounds.stream().mapToDouble(Round::perSecond)),
          Runs.median(rounds.stream().mapToDouble(Round::p50)),
          target().measured(),
          rounds.stream().mapToDouble(Round::longest).max().orElse(Double.NaN),
          Runs.median(rounds.stream().mapToDouble(Round::micros)),
          target().askedFor(),
          beside());
    }

    private String beside() {
      double p99 = Runs.median(rounds.stream().mapToDouble(Round::besideP99));
      return Double.isNaN(p99) ? "–" : String.format(Locale.ROOT, "%.2f", p99);
    }
  }

  private final Wrk wrk;
  private final Pace pace;
  private final Ringcache ringcache;

  /** Empty where it is not installed. */
  private final Optional<Peer> webdis;

  private Latency(Wrk wrk, Pace pace, Ringcache ringcache, Optional<Peer> webdis) {
    this.wrk = wrk;
    this.pace = pace;
    this.ringcache = ringcache;
    this.webdis = webdis;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws Exception {
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    Optional<Peer> webdis = Webdis.start();
    try (Ringcache ringcache = Ringcache.onRedis(1)) {
      Pace pace = Pace.asked();
      List<Row> rows = new Latency(wrk, pace, ringcache, webdis).measure();
      String versions =
          ringcache.description()
              + " · "
              + webdis.map(Peer::description).orElse("webdis is missing");
      String body = table(surroundings + " · " + versions, pace, rows);
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("Latency", body);
      Verdict.end(rows.stream().map(Row::target).toList());
    } finally {
      webdis.ifPresent(Peer::close);
    }
  }

  private List<Row> measure() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      System.out.println(kind.title);
      ringcache.seed(0, kind.keys, kind.valueBytes);
      if (webdis.isPresent()) {
        webdis.get().seed(0, kind.keys, kind.valueBytes);
      }
      Run.check(ringcache, kind.load());
      rows.add(measure(kind));
    }
    return rows;
  }

  private Row measure(Kind kind) throws InterruptedException, IOException {
    Run.of(wrk, ringcache, kind.load(), pace.warmUp());
    Run full = Run.of(wrk, ringcache, kind.load(), pace.run());
    if (full.refusal().isPresent()) {
      return Row.refused(kind, full.refusal().get());
    }
    try {
      List<Round> rounds = rounds(kind, SHARE * full.perSecond());
      return new Row(kind, full.perSecond(), rounds, Optional.empty());
    } catch (IOException e) {
      return Row.refused(kind, String.valueOf(e.getMessage()));
    }
  }

  private List<Round> rounds(Kind kind, double perSecond) throws IOException, InterruptedException {
    OpenModel clients = clients(kind, ringcache).orElseThrow();
    Optional<OpenModel> beside = webdis.flatMap(peer -> clients(kind, peer));
    clients.run(perSecond, pace.run()); // warms up the clients
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < pace.rounds(); i++) {
      double before = ringcache.processorMicros();
      Latencies latencies = clients.run(perSecond, pace.run());
      double micros = (ringcache.processorMicros() - before) / latencies.count();
      double besideP99 =
          beside.isPresent()
              ? beside.get().run(perSecond, pace.run()).percentileMillis(99)
              : Double.NaN;
      rounds.add(
          new Round(
              latencies.count() / (double) pace.run().toSeconds(),
              latencies.percentileMillis(50),
              latencies.percentileMillis(99),
              latencies.percentileMillis(100),
              micros,
              besideP99));
    }
    return rounds;
  }

  /** Empty for what the peer can not do. */
  private static Optional<OpenModel> clients(Kind kind, Peer peer) {
    return peer.request(kind.work, kind.valueBytes)
        .map(
            request ->
                new OpenModel(
                    peer.port(), request, kind.keys, kind.work.answerBytes(kind.valueBytes)));
  }

  private static String table(String surroundings, Pace pace, List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        %s

        Requests that come at random times (Poisson), a quarter as many as go through at most with so many connections; sent whether or not those before have been answered. A latency counts from when the request was due, so that waiting for a connection is in it. The clients share the machine, and webdis, which is asked as often in turns, tells what is the machine's own, unless it can not keep up: then it is seconds. Medians of %s; the longest is that of all rounds.

        | request | connections | at most, /s | sent, /s | p50 ms | p99 ms | longest ms | CPU of the server, µs | p99 asked for | webdis' p99 ms |
        |---|---|---|---|---|---|---|---|---|---|
        """
            .formatted(surroundings, pace.describe()));
    rows.forEach(row -> table.append(row.text()));
    return table.toString();
  }
}
