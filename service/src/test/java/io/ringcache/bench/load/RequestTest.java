package io.ringcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void withoutABodyItHasNoLength() {
    Request request = new Request("GET", "/" + Request.KEY, List.of("A: b"), "");

    assertThat(sent(request))
        .isEqualTo("GET /key_0000000 HTTP/1.1\r\nHost: 127.0.0.1:80\r\nA: b\r\n\r\n");
  }

  @Test
  void itsLengthIsThatOfTheBodyWithItsKeys() {
    Request request = new Request("POST", "/", List.of(), "[" + Request.keys(2, ",") + "]");

    assertThat(sent(request))
        .isEqualTo(
            "POST / HTTP/1.1\r\nHost: 127.0.0.1:80\r\nContent-Length: 25\r\n\r\n[key_0000000,key_0000001]");
  }

  @Test
  void noKeyIsDrawnTwiceForOneRequest() {
    Request request = new Request("GET", Request.keys(10, "/"), List.of(), "");
    RenderedRequest rendered = new RenderedRequest(request.template(80));
    String path = text(rendered.next(new Random(1), 10)).split(" ", 3)[1];

    assertThat(path.split("/", -1)).hasSize(10).doesNotHaveDuplicates();
  }

  private static String sent(Request request) {
    return text(new RenderedRequest(request.template(80)).from(0));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
