package io.ringcache.bench;

import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.peer.Ringcache;
import io.ringcache.bench.peer.Work;
import io.ringcache.bench.process.AllocatedBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service allocates for a request, which is what its garbage collector has to do. Fails if
 * it is more than was asked for.
 */
public final class Allocation {

  private static final int VALUE_BYTES = 1_000;
  private static final int KEYS = 1_000;
  private static final int CONNECTIONS = 64;
  private static final double MAX_BYTES = 4_096;

  private final Wrk wrk;
  private final Pace pace;

  private Allocation(Wrk wrk, Pace pace) {
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
    Allocation program = new Allocation(wrk, Pace.asked());
    double get;
    double put;
    try (Ringcache onRedis = Ringcache.onRedis(1)) {
      onRedis.seed(0, KEYS, VALUE_BYTES);
      get = program.bytes(onRedis, Work.GET);
      put = program.bytes(onRedis, Work.PUT);
    }
    double fromMemory;
    try (Ringcache inMemory = Ringcache.inMemory()) {
      inMemory.seed(0, KEYS, VALUE_BYTES);
      fromMemory = program.bytes(inMemory, Work.GET);
    }
    Target ofGet = bytes("GET through Redis", get);
    Target ofMemory = bytes("GET from memory", fromMemory);
    String body = program.table(surroundings, ofGet, ofMemory, put);
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("Allocation", body);
    Verdict.end(List.of(ofGet, ofMemory));
  }

  private double bytes(Ringcache ringcache, Work work) throws IOException {
    Run.Load load = new Run.Load(work, VALUE_BYTES, KEYS, CONNECTIONS);
    Run.check(ringcache, load);
    Run.of(wrk, ringcache, load, pace.warmUp());
    List<Double> rounds = new ArrayList<>();
    try (AllocatedBytes allocated = AllocatedBytes.of(ringcache.process())) {
      for (int i = 0; i < pace.rounds(); i++) {
        long before = allocated.soFar();
        Run run = Run.of(wrk, ringcache, load, pace.run());
        if (run.refusal().isPresent()) {
          throw new IOException(work + ": " + run.refusal().get());
        }
        rounds.add((allocated.soFar() - before) / (double) run.requests());
      }
    }
    return Runs.median(rounds.stream().mapToDouble(Double::doubleValue));
  }

  private static Target bytes(String what, double measured) {
    return Target.atMost(what, Math.rint(measured), MAX_BYTES, " bytes");
  }

  private String table(String surroundings, Target get, Target fromMemory, double put) {
    return """
        %s

        All that the service's threads allocate, under full load with %d connections, by the number of requests; values of %,d bytes. Medians of %s.

        | request | allocated | asked for |
        |---|---|---|
        %s%s| PUT through Redis | %,.0f bytes | |
        """
        .formatted(
            surroundings,
            CONNECTIONS,
            VALUE_BYTES,
            pace.describe(),
            get.row(),
            fromMemory.row(),
            put);
  }
}
