package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent: no error of the service's own, no connection, request or byte left, and nothing
 * told about its insides. {@code -Dfuzz.seed=} repeats a run, {@code -Dfuzz.requests=} has it send
 * another number of messages.
 */
class HttpFuzzIT {

  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
  private static final int CLIENTS = 8;

  /** What the JIT, caches and tables may still take after the first tenth. */
  private static final long ROOM = 16L << 20;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) [^\\r]*\\r\\n");
  private static final Pattern INSIDES =
      Pattern.compile("<html|Exception|org\\.eclipse|org\\.glassfish|io\\.ringcache|jackson");

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicIntegerArray statuses = new AtomicIntegerArray(1000);

  @Test
  void whateverIsSentTheServiceServesOn() throws Exception {
    System.out.println("HttpFuzzIT: -Dfuzz.seed=" + SEED);
    try (SmallService service = SmallService.start("{}", "3s")) {
      fuzz(service, SEED, REQUESTS / 10);
      awaitRest(service);
      long before = service.heapAfterCollection();

      fuzz(service, SEED + CLIENTS, REQUESTS - REQUESTS / 10);
      awaitRest(service);

      System.out.println("HttpFuzzIT: " + summary());
      assertThat(failures).as("with -Dfuzz.seed=" + SEED).isEmpty();
      assertThat(statuses.get(200)).isPositive();
      assertThat(statuses.get(400)).isPositive();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(service.heapAfterCollection()).isLessThan(before + ROOM));
      assertThat(service.threads()).doesNotContain("io.ringcache.entry");
      assertThat(RawHttp.request(service.port(), "GET", "/health").status()).isEqualTo(200);
    }
  }

  /** Nothing of a request is left, and no connection, and what was stored is gone. */
  private static void awaitRest(SmallService service) throws IOException {
    assertThat(RawHttp.request(service.port(), "DELETE", "/api/v1/cache/ns").status())
        .isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(service.connections()).isZero();
              assertThat(service.requests()).isOne(); // this one
              assertThat(service.held()).isZero();
            });
  }

  private void fuzz(SmallService service, long seed, int requests) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(seed + i);
        done.add(clients.submit(() -> client(service.port(), random, requests / CLIENTS)));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private void client(int port, Random random, int requests) {
    OddHttp http = new OddHttp(random);
    for (int sent = 0; sent < requests && failures.size() < 20; ) {
      ByteArrayOutputStream messages = new ByteArrayOutputStream();
      for (int more = random.nextInt(5); more > 0; more--) {
        messages.writeBytes(http.whole());
        sent++;
      }
      messages.writeBytes(http.foul());
      sent++;
      boolean inPieces = random.nextInt(20) == 0;
      try {
        check(messages.toByteArray(), exchange(port, messages.toByteArray(), inPieces, random));
      } catch (IOException e) {
        failures.add(e + " after " + shown(messages.toByteArray()));
      }
    }
  }

  /** Everything that comes back, until the service closes the connection. */
  private static String exchange(int port, byte[] messages, boolean inPieces, Random random)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      socket.setTcpNoDelay(true);
      socket.setSoLinger(true, 0); // else the ports would run out
      try {
        int at = inPieces ? random.nextInt(messages.length) : 0;
        socket.getOutputStream().write(messages, 0, at);
        socket.getOutputStream().write(messages, at, messages.length - at);
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException closedMeanwhile) {
        return "";
      }
    }
  }

  private void check(byte[] messages, String answers) {
    Matcher each = STATUS.matcher(answers);
    while (each.find()) {
      int status = Integer.parseInt(each.group(1));
      statuses.incrementAndGet(status);
      if (status >= 500 && status != 505 && !isOverloaded(status, answers, each.end())) {
        failures.add(status + " to " + shown(messages) + ": " + answers);
      }
    }
    if (INSIDES.matcher(answers).find()) {
      failures.add("insides told to " + shown(messages) + ": " + answers);
    }
  }

  private static boolean isOverloaded(int status, String answers, int from) {
    int end = Math.max(answers.indexOf("\r\n\r\n", from), from);
    return status == 503
        && answers.startsWith("{\"error\":\"Service overloaded\"", end + 4)
        && answers.substring(from, end).contains("Retry-After: ");
  }

  /** As it can be pasted. */
  private static String shown(byte[] messages) {
    StringBuilder shown = new StringBuilder("\"");
    for (byte each : messages) {
      int c = each & 0xff;
      switch (c) {
        case '\r' -> shown.append("\\r");
        case '\n' -> shown.append("\\n");
        case '"', '\\' -> shown.append('\\').append((char) c);
        default -> {
          if (c >= 32 && c < 127) {
            shown.append((char) c);
          } else {
            shown.append(String.format("\\u%04x", c));
          }
        }
      }
    }
    return (shown.length() > 3_000 ? shown.substring(0, 3_000) + "…" : shown) + "\"";
  }

  private String summary() {
    StringBuilder summary = new StringBuilder();
    for (int status = 0; status < statuses.length(); status++) {
      if (statuses.get(status) > 0) {
        summary.append(status).append(" × ").append(statuses.get(status)).append("  ");
      }
    }
    return summary.toString();
  }
}
