package io.ringcache.perf.launch;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.ringcache.perf.settings.WrongSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

  private HttpServer server;
  private volatile int health = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(health, -1);
          exchange.close();
        });
    server.createContext(
        "/api/v1/namespaces",
        exchange -> {
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          exchange.sendResponseHeaders("Bearer good".equals(given) ? 200 : 401, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServiceThatAnswersIsTaken() {
    assertThatNoException().isThrownBy(() -> target().require(Optional.of("good")));
  }

  @Test
  void aWrongKeyIsSaidAtOnce() {
    assertThatThrownBy(() -> target().require(Optional.empty()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageEndingWith(
            " answers 401 to this key: RINGCACHE_API_KEY has to be one for read, write, admin of"
                + " perf*");
  }

  @Test
  void aServiceThatIsNotHealthyIsNotMeasured() {
    health = 503;
    assertThatThrownBy(() -> target().require(Optional.of("good")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageEndingWith("/health answers 503 instead of 200");
  }

  @Test
  void nobodyThereIsOneLine() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThatThrownBy(() -> target().require(Optional.empty()))
        .isInstanceOf(WrongSetting.class)
        .hasMessage("perf.base.url: http://127.0.0.1:" + port + " can not be reached");
  }

  private Reachability target() {
    return new Reachability(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
