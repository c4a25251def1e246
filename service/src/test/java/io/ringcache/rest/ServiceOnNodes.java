package io.ringcache.rest;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/** The whole service on nodes of the test's own, which may be harmed. To be closed before them. */
final class ServiceOnNodes implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final DropwizardTestSupport<RingcacheConfiguration> service;
  private final Rest rest;

  private ServiceOnNodes(DropwizardTestSupport<RingcacheConfiguration> service, Rest rest) {
    this.service = service;
    this.rest = rest;
  }

  /**
   * Starts it; returns when all nodes are connected.
   *
   * @param configuration the path of a configuration file, from the module's directory
   * @param commandTimeout where a healthy node must not fail a call: longer than a busy machine is
   *     late
   */
  static ServiceOnNodes start(String configuration, List<String> addresses, String commandTimeout)
      throws Exception {
    DropwizardTestSupport<RingcacheConfiguration> service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            configuration,
            ConfigOverride.config("backend.nodes", String.join(",", addresses)),
            ConfigOverride.config("backend.commandTimeout", commandTimeout),
            ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()),
            ConfigOverride.config("auth.mode", "none"),
            ConfigOverride.config("namespaces.autoCreate", "true"),
            ConfigOverride.config("server.applicationConnectors[0].port", "0"),
            ConfigOverride.config("server.adminConnectors[0].port", "0"),
            ConfigOverride.config("logging.level", "ERROR"));
    service.before();
    silence();
    ServiceOnNodes started = new ServiceOnNodes(service, new Rest(service.getLocalPort(), "shop"));
    started.awaitHealth("healthy");
    return started;
  }

  Rest rest() {
    return rest;
  }

  /** Those of the keys that the node at that address keeps; stores 0 under each of them all. */
  List<String> storedOn(String address, List<String> keys) {
    return keys.stream().filter(key -> isOn(address, key)).toList();
  }

  private boolean isOn(String address, String key) {
    await().pollDelay(Duration.ZERO).atMost(SOON).until(() -> rest.put(key, "0").status() < 300);
    Rest.Reply info =
        await()
            .pollDelay(Duration.ZERO)
            .atMost(SOON)
            .until(() -> rest.inspect(key), reply -> reply.status() == 200);
    return info.json().path("nodes").toString().contains(address);
  }

  /** Returns when each of the keys was read, whether there is a value or not. */
  void awaitServed(List<String> keys, Duration within) {
    keys.forEach(key -> served(key, within));
  }

  /** What is read of a key as soon as it can be. */
  Rest.Reply served(String key, Duration within) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(within)
        .until(() -> rest.get(key), reply -> reply.status() < 500);
  }

  Rest.Reply health() {
    return rest.send("GET", "/health", null);
  }

  void awaitHealth(String status) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(SOON)
        .until(() -> health().json().path("status").asText().equals(status));
  }

  @Override
  public void close() {
    service.after();
    silence();
  }

  /**
   * A service that ends resets the log of its JVM, and with that takes back what the backends of
   * others there have said of the client library.
   */
  private static void silence() {
    for (String library : List.of("net.rubyeye", "com.google.code.yanf4j")) {
      ((Logger) LoggerFactory.getLogger(library)).setLevel(Level.OFF);
    }
  }
}
