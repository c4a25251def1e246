package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.HeldRequests.Held;
import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a server of Jetty's with few threads. */
class PoolHandlerTest {

  private static final int THREADS = 4;

  private final QueuedThreadPool pool = new QueuedThreadPool(THREADS, THREADS);
  private final Server server = new Server(pool);
  private final ServerConnector connector = new ServerConnector(server, 0, 1);
  private final HeldRequests requests = new HeldRequests();

  @BeforeEach
  void prepare() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void whatIsAtHandIsHandledByAnotherThread() throws Exception {
    Reader reader = serve(true, requests);
    try (RawHttp http = asking()) {
      Held held = requests.take();
      assertThat(held.handler()).isNotEqualTo(reader.thread());
      held.answer();
      assertThat(http.read().body()).isEqualTo("/a");
    }
  }

  @Test
  void whatIsNotToBeHandedOverIsHandledByTheThreadThatReadIt() throws Exception {
    Reader reader = serve(false, requests);
    try (RawHttp http = asking()) {
      Held held = requests.take();
      assertThat(held.handler()).isEqualTo(reader.thread());
      held.answer();
      assertThat(http.read().body()).isEqualTo("/a");
    }
  }

  @Test
  void jettyNeedNotHandOverWhatMayBlockBehindIt() throws Exception {
    Blocking blocking = new Blocking();
    serve(true, blocking);

    assertThat(blocking.getInvocationType()).isEqualTo(InvocationType.BLOCKING);
    assertThat(server.getInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);
  }

  @Test
  void whatNobodyHandlesIsNotFound() throws Exception {
    serve(true, new Blocking());
    try (RawHttp http = asking()) {
      assertIs(http.read(), 404, "not_found");
    }
  }

  @Test
  void aHandlerThatFailsIsAnsweredForAndItsThreadServesOn() throws Exception {
    serve(true, new Failing());
    try (RawHttp http = asking()) {
      for (int i = 0; i <= THREADS; i++) {
        assertIs(http.read(), 500, "internal_error");
        http.send(request());
      }
    }
  }

  private Reader serve(boolean handsOver, Handler handler) throws Exception {
    PoolHandler handing = new PoolHandler(() -> handsOver);
    handing.setHandler(handler);
    Reader reader = new Reader();
    reader.setHandler(handing);
    server.setHandler(reader);
    server.setErrorHandler(new JsonErrorHandler());
    server.start();
    return reader;
  }

  private RawHttp asking() throws IOException {
    RawHttp http = RawHttp.connect(connector.getLocalPort());
    http.send(request());
    return http;
  }

  private static String request() {
    return "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static void assertIs(RawHttp.Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  /** Knows which thread read the last request. */
  private static final class Reader extends Handler.Wrapper {

    private volatile Thread thread = Thread.currentThread();

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      thread = Thread.currentThread();
      return super.handle(request, response, callback);
    }

    Thread thread() {
      return thread;
    }
  }

  /** Leaves every request to others. */
  private static final class Blocking extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }

  private static final class Failing extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      throw new IllegalStateException("a defect");
    }
  }
}
