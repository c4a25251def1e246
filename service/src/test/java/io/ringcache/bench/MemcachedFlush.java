package io.ringcache.bench;

import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.bench.PacedReads.Times;
import io.ringcache.bench.load.Keys;
import io.ringcache.bench.load.Request;
import io.ringcache.bench.load.Wrk;
import io.ringcache.bench.load.WrkReport;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * How long flushing 100,000 of a million entries by pattern takes on three Memcached nodes, and
 * what it does to those who read meanwhile, through the service and, less hidden by what else a
 * request takes, on the bare backend: several times, so that a disturbance of the machine does not
 * decide. Fails if it is more than was asked for.
 */
public final class MemcachedFlush {

  private static final int STAYING = 900_000;
  private static final int FLUSHED = 100_000;
  private static final int ROUNDS = 3;
  private static final int VALUE_BYTES = 1_000;
  private static final Duration IDLE = Duration.ofSeconds(5);

  private static final int CONNECTIONS = 64;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /** Less than a flush takes, which begins first. */
  private static final Duration READING = Duration.ofSeconds(4);

  private static final Duration MAX_FLUSH = Duration.ofSeconds(10);
  private static final double MAX_RATIO = 3;

  private static final NamespaceName NAMESPACE = new NamespaceName("bench");
  private static final String DOOMED = "doomed_";
  private static final String PATTERN = DOOMED + "*";
  private static final Request GET =
      new Request("GET", "/api/v1/cache/" + NAMESPACE + "/" + Request.KEY, List.of(), "");

  private final CacheBackend backend;
  private final NewEntry entry = new NewEntry(value(), Ttl.ofSeconds(86_400), Tags.NONE);
  private final Wrk wrk;
  private final List<Served> served = new ArrayList<>();
  private final List<Bare> bare = new ArrayList<>();

  private MemcachedFlush(CacheBackend backend, Wrk wrk) {
    this.backend = backend;
    this.wrk = wrk;
  }

  /** Gets over HTTP, without a flush and with one. */
  private record Served(Duration took, WrkReport idle, WrkReport meanwhile) {
    double ratio() {
      return meanwhile.p99Millis() / idle.p99Millis();
    }
  }

  /** Gets from the bare backend, without a flush and with one. */
  private record Bare(Duration took, Times idle, Times meanwhile) {
    double ratio() {
      return millis(meanwhile.p99()) / millis(idle.p99());
    }
  }

  /**
   * Measures, and writes what came out into that page.
   *
   * @param args the page's file
   */
  public static void main(String[] args) throws Exception {
    Wrk wrk = Wrk.find().orElseThrow(() -> new IllegalStateException(Wrk.MISSING));
    String surroundings = Surroundings.describe();
    String body;
    boolean missed;
    try (MemcachedNodes nodes = MemcachedNodes.start(3);
        CacheBackend backend = nodes.connect(TestNamespaces.of(NAMESPACE))) {
      MemcachedFlush program = new MemcachedFlush(backend, wrk);
      program.writeStaying();
      program.writeDoomed();
      long used = nodes.used();
      long allocated = nodes.allocated();
      program.measureServed(nodes.addresses());
      program.measureBare();
      body = program.table(surroundings + " · memcached " + nodes.version(), used, allocated);
      missed = program.isMissed();
    }
    System.out.println(body);
    new BenchmarkPage(Path.of(args[0])).write("Flushing among a million on Memcached", body);
    if (missed) {
      System.err.println("That is more than was asked for.");
      System.exit(1);
    }
  }

  private void writeStaying() {
    new Load(backend).write(STAYING, i -> key(Keys.name(i)), entry);
  }

  /** Each flush is among a million. */
  private void writeDoomed() {
    new Load(backend).write(FLUSHED, i -> key(DOOMED + i), entry);
  }

  private void measureServed(String nodes) throws Exception {
    DropwizardTestSupport<RingcacheConfiguration> service =
        MemcachedGet.service("memcached", nodes);
    try {
      service.before();
      int port = service.getLocalPort();
      send(port, "PUT", "/api/v1/namespaces/" + NAMESPACE, "{\"max_size_mb\": 100000}");
      WrkReport unused = wrk.run(port, GET, STAYING, CONNECTIONS, WARM_UP);
      for (int round = 0; round < ROUNDS; round++) {
        writeDoomed();
        served.add(served(port));
        System.out.println(served.get(round));
      }
    } finally {
      service.after();
    }
  }

  private Served served(int port) throws Exception {
    WrkReport idle = read(port);
    long begun = System.nanoTime();
    CompletableFuture<Duration> flush =
        CompletableFuture.supplyAsync(
            () -> {
              String answer =
                  send(port, "DELETE", "/api/v1/cache/" + NAMESPACE + "?pattern=" + PATTERN, "");
              if (!answer.contains("\"deleted_count\":" + FLUSHED + "}")) {
                throw new IllegalStateException("flushed: " + answer);
              }
              return Duration.ofNanos(System.nanoTime() - begun);
            });
    WrkReport meanwhile = read(port);
    if (flush.isDone()) {
      throw new IllegalStateException("the flush ended before the reads: " + flush.join());
    }
    return new Served(flush.join(), idle, meanwhile);
  }

  private WrkReport read(int port) throws IOException {
    WrkReport report = wrk.run(port, GET, STAYING, CONNECTIONS, READING);
    report
        .refusal(VALUE_BYTES)
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    return report;
  }

  private static String send(int port, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .join()
        .body();
  }

  private void measureBare() throws InterruptedException {
    Times unused = idle(); // warms up
    for (int i = 0; i < ROUNDS; i++) {
      writeDoomed();
      Times idle = idle();
      PacedReads reads = PacedReads.start(backend, MemcachedFlush::keyThatStays);
      long begun = System.nanoTime();
      FlushResult flushed = backend.flush(NAMESPACE, Glob.of(PATTERN)).toCompletableFuture().join();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      Bare round = new Bare(took, idle, reads.end());
      if (flushed.deleted() != FLUSHED) {
        throw new IllegalStateException("flushed: " + flushed);
      }
      if (round.idle().failed() + round.meanwhile().failed() > 0) {
        throw new IllegalStateException("reads failed: " + round);
      }
      System.out.println(round);
      bare.add(round);
    }
  }

  private Times idle() throws InterruptedException {
    PacedReads reads = PacedReads.start(backend, MemcachedFlush::keyThatStays);
    Thread.sleep(IDLE.toMillis());
    return reads.end();
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  private static CacheKey keyThatStays() {
    return key(Keys.name(ThreadLocalRandom.current().nextInt(STAYING)));
  }

  private static byte[] value() {
    return ('"' + "x".repeat(VALUE_BYTES - 2) + '"').getBytes(StandardCharsets.UTF_8);
  }

  private boolean isMissed() {
    return median(served, Served::took).compareTo(MAX_FLUSH) >= 0
        || median(served, Served::ratio) >= MAX_RATIO
        || median(bare, Bare::ratio) >= MAX_RATIO;
  }

  private static <R, T extends Comparable<T>> T median(List<R> rounds, Function<R, T> figure) {
    return rounds.stream()
        .map(figure)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(rounds.size() / 2);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private String table(String surroundings, long used, long allocated) {
    return String.format(
        Locale.ROOT,
        """
        %s

        1,000,000 entries, values of 1,000 bytes, on three nodes, which take %.2f GB for them (%.2f GB of items); 100,000 of them flushed by pattern, while others are read, and then written again. All on one machine, readers and flush in one process, which has run for a while: the rounds over HTTP come first. Of their flushes the first %d s are measured, in which the nodes list their keys, of the others all. Medians of %d rounds each; the ratio is of one round.

        | gets meanwhile | idle: median | 99th percentile | during a flush: median | 99th percentile | to the idle one | asked for | the flush | asked for |
        |---|---|---|---|---|---|---|---|---|
        | over HTTP, %d connections, as many as go through | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.1f | < %.0f%s | %.2f s | < %d s |
        | from the bare backend, %,d a second | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.1f | < %.0f%s | %.2f s | < %d s |
        """,
        surroundings,
        allocated / 1e9,
        used / 1e9,
        READING.toSeconds(),
        ROUNDS,
        CONNECTIONS,
        median(served, round -> round.idle().p50Millis()),
        median(served, round -> round.idle().p99Millis()),
        median(served, round -> round.meanwhile().p50Millis()),
        median(served, round -> round.meanwhile().p99Millis()),
        median(served, Served::ratio),
        MAX_RATIO,
        verdict(median(served, Served::ratio)),
        millis(median(served, Served::took)) / 1e3,
        MAX_FLUSH.toSeconds(),
        PacedReads.PER_SECOND,
        median(bare, round -> millis(round.idle().median())),
        median(bare, round -> millis(round.idle().p99())),
        median(bare, round -> millis(round.meanwhile().median())),
        median(bare, round -> millis(round.meanwhile().p99())),
        median(bare, Bare::ratio),
        MAX_RATIO,
        verdict(median(bare, Bare::ratio)),
        millis(median(bare, Bare::took)) / 1e3,
        MAX_FLUSH.toSeconds());
  }

  private static String verdict(double ratio) {
    return ratio < MAX_RATIO ? "" : ": **missed**";
  }
}
