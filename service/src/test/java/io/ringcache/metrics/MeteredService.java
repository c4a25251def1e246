package io.ringcache.metrics;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The service on free ports, with its clients and its metrics. To be closed. */
final class MeteredService implements AutoCloseable {

  private final DropwizardTestSupport<RingcacheConfiguration> support;
  private final Api api;

  private MeteredService(DropwizardTestSupport<RingcacheConfiguration> support) {
    this.support = support;
    this.api = new Api(support.getLocalPort());
  }

  /**
   * Starts one that lets everybody in, and takes any namespace.
   *
   * @param configuration the path of a configuration file, from the module's directory
   * @param overrides of the file's properties, and of what is set here
   */
  static MeteredService start(String configuration, Map<String, String> overrides) {
    // Two of one property would not both be undone.
    Map<String, String> all = new LinkedHashMap<>();
    all.put("database.url", "jdbc:h2:mem:" + UUID.randomUUID());
    all.put("auth.mode", "none");
    all.put("namespaces.autoCreate", "true");
    all.put("server.applicationConnectors[0].port", "0");
    all.put("server.adminConnectors[0].port", "0");
    all.put("logging.level", "ERROR");
    all.putAll(overrides);
    DropwizardTestSupport<RingcacheConfiguration> support =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            configuration,
            all.entrySet().stream()
                .map(each -> ConfigOverride.config(each.getKey(), each.getValue()))
                .toArray(ConfigOverride[]::new));
    try {
      support.before();
    } catch (Exception e) {
      throw new IllegalStateException("the service does not start", e);
    }
    return new MeteredService(support);
  }

  Api api() {
    return api;
  }

  int port() {
    return support.getLocalPort();
  }

  int adminPort() {
    return support.getAdminPort();
  }

  /** What a scrape shows now. */
  Scrape scrape() {
    return Scrape.of(adminPort());
  }

  @Override
  public void close() {
    support.after();
  }
}
