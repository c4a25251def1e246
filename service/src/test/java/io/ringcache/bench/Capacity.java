package io.ringcache.bench;

import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How many cores and nodes a load takes, reckoned from what a request costs with many keys. */
public final class Capacity {

  private static final int VALUE_BYTES = 1_000;
  private static final int CONNECTIONS = 64;
  private static final int KEYS = Pace.manyKeys();

  private static final int READS = 50_000;
  private static final List<Integer> WRITES = List.of(5_000, 20_000);

  private final Wrk wrk;
  private final Pace pace;
  private final Ringcache ringcache;

  private Capacity(Wrk wrk, Pace pace, Ringcache ringcache) {
    this.wrk = wrk;
    this.pace = pace;
    this.ringcache = ringcache;
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws IOException {
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    try (Ringcache ringcache = Ringcache.onRedis(1)) {
      ringcache.seed(0, KEYS, VALUE_BYTES);
      Pace pace = Pace.asked();
      Capacity program = new Capacity(wrk, pace, ringcache);
      Cost get = program.cost(Work.GET);
      Cost put = program.cost(Work.PUT);
      String body = body(surroundings + " · " + ringcache.description(), pace, get, put);
      System.out.println(body);
      new BenchmarkPage(Path.of(args[0])).write("Capacity", body);
    }
  }

  private Cost cost(Work work) throws IOException {
    Run.Load load = new Run.Load(work, VALUE_BYTES, KEYS, CONNECTIONS);
    Run.check(ringcache, load);
    Run.of(wrk, ringcache, load, pace.warmUp());
    List<Run> runs = new ArrayList<>();
    List<Double> owners = new ArrayList<>();
    for (int i = 0; i < pace.rounds(); i++) {
      double before = ownersMicros();
      Run run = Run.of(wrk, ringcache, load, pace.run());
      owners.add((ownersMicros() - before) / run.requests());
      runs.add(run);
    }
    Runs all = new Runs(runs);
    if (all.refusal().isPresent()) {
      throw new IOException(work + ": " + all.refusal().get());
    }
    return new Cost(
        all.median(Run::server),
        Runs.median(owners.stream().mapToDouble(Double::doubleValue)),
        all.median(Run::store));
  }

  private double ownersMicros() {
    return ringcache.ownersMicros().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static String body(String surroundings, Pace pace, Cost get, Cost put) {
    StringBuilder body = new StringBuilder();
    body.append(
        """
        %s

        %,d keys drawn uniformly, values of %,d bytes, one Redis node, %d connections. Medians of %s under full load, processor time in µs per request. The owner threads are part of the service; each serves one connection to a node, and so is serial, as is the main thread of Redis.

        | | service | of which its owner threads | Redis |
        |---|---|---|---|
        """
            .formatted(surroundings, KEYS, VALUE_BYTES, CONNECTIONS, pace.describe()));
    body.append("| GET | ").append(get.cells()).append(" |\n");
    body.append("| PUT | ").append(put.cells()).append(" |\n\n");
    body.append(
        """
        What a load takes is its reads by the cost of a GET plus its writes by that of a PUT; a thread that shall answer in time is busy for %.0f %% at most, so that it takes 1/%.2f of that, rounded up. A service has two owner threads for each node (`connectionsPerNode`).

        | load | service, busy cores → cores | owner threads, busy → threads | Redis, busy cores → nodes |
        |---|---|---|---|
        """
            .formatted(100 * CapacityPlan.BUSY, CapacityPlan.BUSY));
    for (int writes : WRITES) {
      body.append(new CapacityPlan(READS, writes, get, put).row());
    }
    return body.toString();
  }
}
