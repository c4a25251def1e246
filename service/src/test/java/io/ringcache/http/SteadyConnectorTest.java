package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections, whose requests are answered by the test's thread. */
class SteadyConnectorTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  /** A request that waits for its answer. */
  private record Waiting(Request request, Response response, Callback callback) {
    void answer(String body) {
      answer(body.getBytes(StandardCharsets.US_ASCII));
    }

    void answer(byte[] body) {
      response.write(true, ByteBuffer.wrap(body), callback);
    }
  }

  private final BlockingQueue<Waiting> requests = new LinkedBlockingQueue<>();
  private final Server server = new Server();
  private final SteadyConnector connector =
      SteadyConnector.like(new ServerConnector(server, 1, 1), true);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            return requests.add(new Waiting(request, response, callback));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aConnectionStaysInTheSelectorsSetWhileARequestIsUnderWay() throws Exception {
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      for (int i = 0; i < 3; i++) {
        awaitInterest(); // whoever is done with the request before may still be at it
        client.send(GET);
        Waiting waiting = next();
        awaitSelector();
        assertThat(interests()).isEqualTo(SelectionKey.OP_READ);
        waiting.answer("answer " + i);
        assertThat(client.read().body()).isEqualTo("answer " + i);
      }
    }
  }

  @Test
  void whoSendsOnBeforeTheAnswerIsTakenOutAndAnsweredInOrder() throws Exception {
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      client.send(GET);
      Waiting first = next();
      client.send(GET);
      await().until(() -> interests() == 0);
      long selects = selector().getSelectCount();
      awaitSelector();
      awaitSelector();
      assertThat(selector().getSelectCount() - selects).isLessThanOrEqualTo(2);
      assertThat(requests).isEmpty();

      first.answer("first");
      next().answer("second");
      assertThat(client.read().body()).isEqualTo("first");
      assertThat(client.read().body()).isEqualTo("second");
    }
  }

  @Test
  void twoRequestsInOnePacketAreAnsweredInOrder() throws Exception {
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      client.send(GET + GET);
      next().answer("first");
      next().answer("second");
      assertThat(client.read().body()).isEqualTo("first");
      assertThat(client.read().body()).isEqualTo("second");
    }
  }

  @Test
  void aConnectionThatTheClientClosesBeforeTheAnswerIsForgotten() throws Exception {
    Waiting waiting;
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      client.send(GET);
      waiting = next();
      assertThat(connector.getConnectedEndPoints()).hasSize(1);
    }
    waiting.answer("too late");
    await().until(() -> connector.getConnectedEndPoints().isEmpty());
  }

  @Test
  void aLargeAnswerGoesOutAsItsReaderReads() throws Exception {
    byte[] large = "0123456789abcdef".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      client.send(GET);
      next().answer(large);
      await().until(() -> (interests() & SelectionKey.OP_WRITE) != 0);
      assertThat(client.read().body()).hasSize(large.length);

      client.send(GET);
      next().answer("and on");
      assertThat(client.read().body()).isEqualTo("and on");
    }
  }

  @Test
  void aBodyArrivesPieceByPiece() throws Exception {
    try (RawHttp client = RawHttp.connect(connector.getLocalPort())) {
      client.send("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n");
      Waiting waiting = next();
      CompletableFuture<byte[]> body = new CompletableFuture<>();
      Content.Source.asByteArrayAsync(waiting.request(), 100, Promise.Invocable.toPromise(body));
      for (String piece : new String[] {"ab", "cd", "ef"}) {
        awaitSelector();
        assertThat(body).isNotDone();
        client.send(piece);
      }
      assertThat(body.get(20, TimeUnit.SECONDS)).asString().isEqualTo("abcdef");
      waiting.answer("thanks");
      assertThat(client.read().body()).isEqualTo("thanks");
    }
  }

  @Test
  void itIsAsTheOtherWasToBe() {
    ServerConnector made = new ServerConnector(server, 2, 3);
    made.setName("application");
    made.setHost("127.0.0.2");
    made.setPort(1234);
    made.setInheritChannel(true);
    made.setAcceptQueueSize(77);
    made.setReuseAddress(false);
    made.setIdleTimeout(4321);

    SteadyConnector like = SteadyConnector.like(made, true);

    assertThat(like)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "_name",
            "_host",
            "_port",
            "_inheritChannel",
            "_acceptQueueSize",
            "_reuseAddress",
            "_idleTimeout")
        .isEqualTo(made);
    assertThat(like.getAcceptors()).isEqualTo(2);
    assertThat(like.getSelectorManager().getSelectorCount()).isEqualTo(3);
    assertThat(like.getConnectionFactories())
        .containsExactlyElementsOf(made.getConnectionFactories());
  }

  private Waiting next() throws InterruptedException {
    return Objects.requireNonNull(requests.poll(20, TimeUnit.SECONDS), "no request came");
  }

  private ManagedSelector selector() {
    return connector.getSelectorManager().getBean(ManagedSelector.class);
  }

  /** What the selector tells of the one connection. */
  private int interests() {
    return connector.getConnectedEndPoints().isEmpty()
        ? -1
        : selector().getSelector().keys().stream()
            .filter(key -> key.attachment() instanceof SteadyEndPoint)
            .findFirst()
            .orElseThrow()
            .interestOps();
  }

  /** Returns when somebody waits for the connection's next request. */
  private void awaitInterest() {
    await()
        .until(
            () -> connector.getConnectedEndPoints().stream().anyMatch(EndPoint::isFillInterested));
  }

  /** Returns when the selector has done all that it had to do. */
  private void awaitSelector() throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    selector().submit(set -> done.complete(null));
    done.get(20, TimeUnit.SECONDS);
  }
}
