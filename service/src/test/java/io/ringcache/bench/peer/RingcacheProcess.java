package io.ringcache.bench.peer;

import io.ringcache.bench.load.HttpConnection;
import io.ringcache.bench.load.Request;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.testing.LocalProgram;
import io.ringcache.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service's jar, running, and the servers behind it. */
final class RingcacheProcess implements AutoCloseable {

  static final String ADMIN_KEY = "0123456789abcdef0123456789abcdef";

  private static final Path JAR = Path.of("service/target/ringcache.jar");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Options of the JVM that is measured, with spaces between them. */
  private static final String JVM_PROPERTY = "bench.jvm";

  private static final Request HEALTH = new Request("GET", "/health", List.of(), "");

  private final String description;
  private final LocalProgram program;
  private final Optional<Store> store;
  private final Optional<PostgresServer> postgres;

  private RingcacheProcess(
      String description,
      LocalProgram program,
      Optional<Store> store,
      Optional<PostgresServer> postgres) {
    this.description = description;
    this.program = program;
    this.store = store;
    this.postgres = postgres;
  }

  /** With {@code config/redis.yml}. Returns when it is healthy. */
  static RingcacheProcess onRedis(int nodes) {
    Store store = Store.start(nodes);
    PostgresServer postgres = PostgresServer.start();
    MigratedDatabase database = MigratedDatabase.on(postgres);
    Map<String, String> environment =
        Map.of(
            "RINGCACHE_REDIS_NODES", store.addresses(),
            "RINGCACHE_DB_URL", postgres.url(database.name()),
            "RINGCACHE_DB_USER", database.user(),
            "RINGCACHE_DB_PASSWORD", database.password());
    return new RingcacheProcess(
        "Ringcache on " + (nodes == 1 ? "" : nodes + " × ") + store.description(),
        start("config/redis.yml", environment),
        Optional.of(store),
        Optional.of(postgres));
  }

  /** With {@code config/embedded.yml}. Returns when it is healthy. */
  static RingcacheProcess inMemory() {
    return new RingcacheProcess(
        "Ringcache in memory",
        start("config/embedded.yml", Map.of()),
        Optional.empty(),
        Optional.empty());
  }

  private static LocalProgram start(String configuration, Map<String, String> environment) {
    return LocalProgram.start(
        "ringcache",
        (port, directory) -> {
          ProcessBuilder java = new ProcessBuilder(command(configuration));
          java.environment().putAll(environment);
          java.environment()
              .putAll(
                  Map.of(
                      "RINGCACHE_DATA_DIR", directory.toString(),
                      "RINGCACHE_HTTP_PORT", Integer.toString(port),
                      "RINGCACHE_ADMIN_PORT", "0",
                      "RINGCACHE_BIND_HOST", "127.0.0.1",
                      "RINGCACHE_AUTH", "api-key",
                      "RINGCACHE_ADMIN_KEY", ADMIN_KEY,
                      "RINGCACHE_ACCESS_LOG_SAMPLE", "0.01"));
          return java;
        },
        (port, log) -> isHealthy(port));
  }

  /**
   * What {@code java -jar} takes, with the options that are to be tried.
   *
   * @param options that it is to have in any case
   */
  static List<String> command(String configuration, String... options) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(List.of(options));
    Arrays.stream(System.getProperty(JVM_PROPERTY, "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(List.of("-jar", JAR.toString(), "server", configuration));
    return command;
  }

  static boolean isHealthy(int port) {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.send(HEALTH).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  String description() {
    return description;
  }

  int port() {
    return program.port();
  }

  ProcessHandle handle() {
    return program.process();
  }

  double storeMicros() {
    return store.map(Store::processorMicros).orElse(Double.NaN);
  }

  @Override
  public void close() {
    program.close();
    store.ifPresent(Store::close);
    postgres.ifPresent(PostgresServer::close);
  }
}
