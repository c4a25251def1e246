package io.ringcache.perf.launch;

import io.ringcache.perf.requests.Connections;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Three Redis nodes and the service's jar, as delivered but for the access log, which takes down
 * one call of a hundred, and its database, which is a file. All of it ends when it is closed.
 */
final class Deployment implements AutoCloseable {

  private static final int NODES = 3;
  private static final int KEY_BYTES = 32;
  private static final Path JAR = Path.of("service/target/ringcache.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final RedisServers redis = new RedisServers();
  private final String key = newKey();
  private volatile Map<String, String> settings = Map.of();
  private volatile Optional<Child> service = Optional.empty();

  /** Starts it, with its logs there. Returns when it serves. */
  void start(Path directory) throws IOException, InterruptedException {
    if (Files.notExists(JAR)) {
      throw new IllegalStateException("there is no " + JAR + ": make build");
    }
    redis.start(NODES, directory);
    int port = FreePorts.next();
    int adminPort = FreePorts.next();
    URI url = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(JAVA.toString(), "-jar", JAR.toString(), "server", "config/redis.yml");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("RINGCACHE_REDIS_NODES", String.join(",", redis.addresses()));
    environment.put(
        "RINGCACHE_DB_URL",
        "jdbc:h2:file:" + directory.resolve("database").toAbsolutePath() + "/ringcache");
    environment.put("RINGCACHE_HTTP_PORT", Integer.toString(port));
    environment.put("RINGCACHE_ADMIN_PORT", Integer.toString(adminPort));
    environment.put("RINGCACHE_BIND_HOST", "127.0.0.1");
    environment.put("RINGCACHE_AUTH", "api-key");
    environment.put("RINGCACHE_ADMIN_KEY", key);
    environment.put("RINGCACHE_ACCESS_LOG_SAMPLE", "0.01");
    environment.put("RINGCACHE_DRAIN_FOR", "0s");
    builder.environment().putAll(environment);
    service =
        Optional.of(
            Child.start(
                builder,
                directory.resolve("service.log"),
                () -> new Reachability(url).isHealthy()));
    settings =
        Map.of(
            "base.url", url.toString(),
            "metrics.url", "http://127.0.0.1:" + adminPort + "/metrics",
            "nodes", String.join(",", redis.addresses()),
            "node.processes",
                String.join(",", redis.processIds().stream().map(String::valueOf).toList()));
  }

  /** Where it is, as settings. */
  Map<String, String> settings() {
    return settings;
  }

  /** What clients have to have in their environment. */
  Map<String, String> environment() {
    return Map.of(Connections.KEY_VARIABLE, key);
  }

  private static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    service.ifPresent(Child::close);
    redis.close();
  }
}
