package io.ringcache.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.RedisServer;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The page over Redis nodes with a key: a node is lost, and the service itself goes and comes. */
class UiOnRedisIT {

  @Test
  void whatIsLostIsSaidAndComesBackByItself() throws Exception {
    try (RedisServer stays = RedisServer.start();
        RedisServer goes = RedisServer.start();
        Chromium chromium = Chromium.start()) {
      String nodes = "stays=" + stays.address() + ",goes=" + goes.address();
      UiPage page;
      URI uri;
      try (UiService service = start(nodes, 0)) {
        uri = service.uri();
        page = UiPage.open(chromium, uri, "#/nodes");
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
      }
      page.awaitText("#banner", "The service does not answer");
      page.awaitText("#health", "No answer");

      try (UiService again = start(nodes, uri.getPort())) {
        new Api(uri.getPort()).asAdmin().call("PUT", "/api/v1/namespaces/anew", "{}");
        page.awaitText("main", "anew");
        page.awaitText("#health", "Healthy");
        page.awaitNoText("The service does not answer");
        page.assertWellBehaved(again.uri(), Api.ADMIN_KEY);
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

  private static UiService start(String nodes, int port) throws Exception {
    return UiService.start(
        nodes,
        port,
        ConfigOverride.config("auth.mode", "api-key"),
        ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY));
  }
}
