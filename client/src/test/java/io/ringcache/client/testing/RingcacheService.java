package io.ringcache.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The service's jar, as {@code make build} makes it, on ports of its own. Thread-safe; gone when it
 * is closed, at once, or with this JVM.
 */
public final class RingcacheService implements AutoCloseable {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path JAR = ROOT.resolve("service/target/ringcache.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Started once for all tests that do it no harm, in namespaces of their own. */
  private static final class Shared {
    static final RingcacheService INSTANCE = start("embedded.yml", FreePort.next(), Map.of());
  }

  private final int port;
  private final ServerProcess process;

  private RingcacheService(int port, ServerProcess process) {
    this.port = port;
    this.process = process;
  }

  /** The one that the tests share: entries in memory, no authentication, namespaces as needed. */
  public static RingcacheService shared() {
    return Shared.INSTANCE;
  }

  /** One of those, of the test's own. */
  public static RingcacheService embedded() {
    return embeddedOn(FreePort.next());
  }

  /** The same on that port. */
  public static RingcacheService embeddedOn(int port) {
    return start("embedded.yml", port, Map.of());
  }

  /** One with a configuration of {@code config/}, and more in its environment. */
  public static RingcacheService start(String config, int port, Map<String, String> more) {
    if (Files.notExists(JAR)) {
      throw new IllegalStateException("there is no " + JAR + ": make build");
    }
    try {
      Files.createDirectories(Path.of("target"));
      Path data = Files.createTempDirectory(Path.of("target"), "service-").toAbsolutePath();
      Map<String, String> environment = new HashMap<>();
      environment.put("RINGCACHE_HTTP_PORT", Integer.toString(port));
      environment.put("RINGCACHE_ADMIN_PORT", Integer.toString(FreePort.next()));
      environment.put("RINGCACHE_BIND_HOST", "127.0.0.1");
      environment.put("RINGCACHE_DATA_DIR", data.toString());
      environment.put("RINGCACHE_DB_URL", "jdbc:h2:file:" + data.resolve("ringcache"));
      environment.put("RINGCACHE_ACCESS_LOG_SAMPLE", "0");
      environment.putAll(more);
      ProcessBuilder builder =
          new ProcessBuilder(
              JAVA.toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              JAR.toString(),
              "server",
              ROOT.resolve("config").resolve(config).toString());
      builder.environment().putAll(environment);
      return new RingcacheService(
          port,
          ServerProcess.start(builder, data.resolve("service.log"), () -> answersHealth(port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answersHealth(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Kills it. */
  @Override
  public void close() {
    process.close();
  }
}
