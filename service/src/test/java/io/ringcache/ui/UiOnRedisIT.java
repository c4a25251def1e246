package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.RedisServer;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The page over Redis nodes with a key: a node is lost, and the service itself goes and comes. */
class UiOnRedisIT {

  @Test
  void whatIsLostIsSaidAndComesBackByItself() throws Exception {
    try (RedisServer stays = RedisServer.start();
        RedisServer goes = RedisServer.start();
        Chromium chromium = Chromium.start()) {
      String nodes = "stays=" + stays.address() + ",goes=" + goes.address();
      DropwizardTestSupport<RingcacheConfiguration> service = start(nodes, 0);
      URI uri = URI.create("http://127.0.0.1:" + service.getLocalPort());
      UiPage page = UiPage.open(chromium, uri, "#/nodes");
      try {
        page.giveKey(Api.ADMIN_KEY);
        page.awaitText(".card:nth-child(1)", "goes");
        page.awaitText(".card:nth-child(2)", stays.address());
        page.awaitText(".card:nth-child(2)", "2 of 2");
        page.awaitText("svg.ring", "2 of 2");
        page.awaitText("main", "ketama: goes, stays");
        page.awaitText("#health", "Healthy");
        assertThat(sharesAreDrawn(page)).isTrue();

        goes.kill();
        page.awaitText(".card:nth-child(1)", "Down");
        page.awaitText("svg.ring", "1 of 2");
        page.awaitText("#health", "Degraded");
        page.awaitText("#banner", "Some nodes are down");

        goes.restart();
        page.awaitText("svg.ring", "2 of 2");
        page.awaitText("#health", "Healthy");

        page.goTo("#/namespaces");
        page.awaitText("There is no namespace yet");
        service.after();
        page.awaitText("#banner", "The service does not answer");
        page.awaitText("#health", "No answer");
      } finally {
        service.after();
      }

      DropwizardTestSupport<RingcacheConfiguration> again = start(nodes, uri.getPort());
      try {
        new Api(uri.getPort()).asAdmin().call("PUT", "/api/v1/namespaces/anew", "{}");
        page.awaitText("#health", "Healthy");
        page.awaitNoText("The service does not answer");
        page.follow("Nodes");
        page.follow("Namespaces");
        page.awaitText("main", "anew");
        page.assertWellBehaved(uri, Api.ADMIN_KEY);
      } finally {
        again.after();
      }
    }
  }

  /** Each node has a part of the ring, and its colour there. */
  private static boolean sharesAreDrawn(UiPage page) {
    return page.browser()
        .evaluate(
            """
            document.querySelectorAll('.ring .shares > g').length === 2
                && ['.node-0', '.node-1'].every(
                    (node) => document.querySelectorAll('.ring .places ' + node).length > 10)
            """)
        .asBoolean();
  }

  private static DropwizardTestSupport<RingcacheConfiguration> start(String nodes, int port)
      throws Exception {
    DropwizardTestSupport<RingcacheConfiguration> service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            "../config/redis.yml",
            ConfigOverride.config("backend.nodes", nodes),
            ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()),
            ConfigOverride.config("auth.mode", "api-key"),
            ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY),
            ConfigOverride.config("drainFor", "0s"),
            ConfigOverride.config("server.applicationConnectors[0].port", String.valueOf(port)),
            ConfigOverride.config("server.adminConnectors[0].port", "0"),
            ConfigOverride.config("logging.level", "ERROR"));
    service.before();
    return service;
  }
}
