package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.testing.LocalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The service in a process of its own with 256 MiB of heap, which ends where those are not enough,
 * over the memory backend with a namespace {@code ns} of 20 MiB.
 */
final class SmallService implements AutoCloseable {

  private static final String READY = "Ringcache is ready";

  private final LocalProgram program;

  private SmallService(LocalProgram program) {
    this.program = program;
  }

  /**
   * Starts one.
   *
   * @param limits the {@code limits:} section, in braces
   * @param idleTimeout of its connections
   */
  static SmallService start(String limits, String idleTimeout) {
    return start("{type: memory}", limits, idleTimeout);
  }

  /** The same, over another backend: its section, in braces. */
  static SmallService start(String backend, String limits, String idleTimeout) {
    return new SmallService(
        LocalProgram.start(
            "small-service",
            (port, directory) -> command(port, directory, backend, limits, idleTimeout),
            (port, log) -> LocalProgram.isListening(port + 1) && log.contains(READY)));
  }

  private static ProcessBuilder command(
      int port, Path directory, String backend, String limits, String idleTimeout)
      throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("small.yml"),
            """
            backend: %s
            namespaces:
              list: [{name: ns, default_ttl: 3600, max_size_mb: 20}]
            accessLog: {sample: 0}
            limits: %s
            server:
              applicationConnectors:
                - {type: http, port: %d, bindHost: 127.0.0.1, idleTimeout: %s}
              adminConnectors: [{type: http, port: %d, bindHost: 127.0.0.1}]
              requestLog: {appenders: []}
              gzip: {enabled: false}
            logging:
              level: INFO
              loggers: {io.dropwizard: WARN, org.eclipse.jetty: WARN, liquibase: WARN, \
            org.eclipse.jetty.http: ERROR, org.glassfish.jersey: WARN, \
            org.hibernate.validator: WARN}
            """
                .formatted(backend, limits, port, idleTimeout, port + 1));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
        List.of(
            "bash",
            "-c",
            "ulimit -n $(ulimit -Hn); exec \"$@\"",
            "bash",
            java,
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.ringcache.RingcacheApplication",
            "server",
            config.toString()));
  }

  int port() {
    return program.port();
  }

  boolean isAlive() {
    return program.process().isAlive();
  }

  /** How many connections it has. */
  long connections() throws IOException {
    return metric("ringcache_http_connections");
  }

  /** How many requests are under way, that for this figure included. */
  long requests() throws IOException {
    return metric("ringcache_http_requests_in_flight");
  }

  /** What it holds for clients, in bytes. */
  long held() throws IOException {
    return metric("ringcache_http_buffered_bytes");
  }

  /** How many connections it has ended because their clients were too slow. */
  long cutOff() throws IOException {
    return metric("ringcache_http_slow_clients_cut_total");
  }

  /** The heap that is in use after a collection, in bytes. */
  long heapAfterCollection() throws IOException {
    RawHttp.Answer collected =
        RawHttp.exchange(
            port() + 1, "POST /tasks/gc HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
    assertThat(collected.status()).isEqualTo(200);
    return metric("jvm_memory_used_bytes{area=\"heap\"}");
  }

  /** The threads that there are. */
  String threads() throws IOException {
    return RawHttp.request(port() + 1, "GET", "/threads").body();
  }

  private long metric(String series) throws IOException {
    String line = series + " ";
    return RawHttp.request(port() + 1, "GET", "/metrics")
        .body()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToLong(each -> (long) Double.parseDouble(each.substring(line.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("/metrics has no " + series));
  }

  @Override
  public void close() {
    program.close();
  }
}
