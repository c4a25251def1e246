package io.ringcache.ui;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The real application on Redis nodes, to look at. To be closed before them. */
final class UiService implements AutoCloseable {

  private final DropwizardTestSupport<RingcacheConfiguration> support;

  private UiService(DropwizardTestSupport<RingcacheConfiguration> support) {
    this.support = support;
  }

  /**
   * Starts it.
   *
   * @param nodes as the configuration has them
   * @param port 0 for a free one
   */
  static UiService start(String nodes, int port, ConfigOverride... overrides) throws Exception {
    List<ConfigOverride> all = new ArrayList<>(List.of(overrides));
    all.add(ConfigOverride.config("backend.nodes", nodes));
    all.add(ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()));
    all.add(ConfigOverride.config("drainFor", "0s"));
    all.add(ConfigOverride.config("server.applicationConnectors[0].port", String.valueOf(port)));
    all.add(ConfigOverride.config("server.applicationConnectors[0].bindHost", "127.0.0.1"));
    all.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
    all.add(ConfigOverride.config("logging.level", "ERROR"));
    DropwizardTestSupport<RingcacheConfiguration> support =
        new DropwizardTestSupport<>(
            RingcacheApplication.class, "../config/redis.yml", all.toArray(ConfigOverride[]::new));
    support.before();
    return new UiService(support);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + support.getLocalPort());
  }

  @Override
  public void close() {
    support.after();
  }
}
