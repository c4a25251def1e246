package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontRequestTest {

  private final Server server = new Server();
  private final LocalConnector connector = new LocalConnector(server);
  private final List<String> ids = new ArrayList<>();
  private Map<String, Object> attributes = Map.of();

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            FrontRequest front = new FrontRequest(request);
            ids.add(RequestId.of(request));
            ids.add(RequestId.of(front));
            ids.add(RequestId.of(new Request.Wrapper(front)));
            attributes = attributesOf(front, request);
            callback.succeeded();
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void aRequestHasOneIdHoweverItIsWrapped() throws Exception {
    ask("");
    ask("");

    assertThat(ids.subList(0, 3)).containsOnly(ids.get(0));
    assertThat(ids.subList(3, 6)).containsOnly(ids.get(3));
    assertThat(ids.get(0)).matches("[0-9a-f]{16}").isNotEqualTo(ids.get(3));
  }

  @Test
  void theClientsIdIsTaken() throws Exception {
    ask("X-Request-Id: mine-1\r\n");

    assertThat(ids).containsOnly("mine-1");
  }

  @Test
  void attributesAreThoseOfAnyRequest() throws Exception {
    ask("");

    assertThat(attributes)
        .containsEntry("first", "1")
        .containsEntry("second", "2")
        .containsEntry("replaced", "old")
        .containsEntry("names", List.of("first", RequestId.ATTRIBUTE, "outer", "second"))
        .containsEntry("removed", "1")
        .containsEntry("after", List.of(RequestId.ATTRIBUTE, "outer", "second"))
        .containsEntry("wrapped", List.of("outer", "second"))
        .containsEntry("cleared", List.of(RequestId.ATTRIBUTE));
  }

  /** What each step on the way has shown. */
  private static Map<String, Object> attributesOf(FrontRequest front, Request wrapped) {
    wrapped.setAttribute("outer", "0");
    front.setAttribute("first", "old");
    Object replaced = front.setAttribute("first", "1");
    front.setAttribute("second", "2");
    front.setAttribute("outer", "changed");
    Object first = front.getAttribute("first");
    Object second = front.getAttribute("second");
    List<String> names = names(front);
    Object removed = front.setAttribute("first", null);
    List<String> after = names(front);
    List<String> ofWrapped = names(wrapped);
    front.clearAttributes();
    return Map.of(
        "first", first,
        "second", second,
        "replaced", replaced,
        "names", names,
        "removed", removed,
        "after", after,
        "wrapped", ofWrapped,
        "cleared", names(front));
  }

  private static List<String> names(Request request) {
    return request.getAttributeNameSet().stream().sorted().toList();
  }

  private void ask(String headers) throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n";
    assertThat(connector.getResponse(request)).startsWith("HTTP/1.1 200");
  }
}
