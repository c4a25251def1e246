package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.RawHttp;
import io.ringcache.rest.Rest.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, media types and headers of the cache's paths. */
interface HttpCases extends RestPart {

  @Test
  default void anotherMethodIsToldWhatIsAllowed() {
    Reply whole = rest().send("GET", rest().path(), null);
    Reply one = rest().send("PATCH", rest().path("a"), "{}");
    Reply unknownCall = rest().post("mput", "{}");

    assertError(whole, 405, "method_not_allowed");
    assertThat(whole.header("Allow")).contains("DELETE");
    assertError(one, 405, "method_not_allowed");
    assertThat(one.header("Allow")).contains("GET", "HEAD", "PUT", "DELETE");
    assertError(unknownCall, 405, "method_not_allowed");
    assertThat(unknownCall.header("Allow")).contains("GET", "HEAD", "PUT", "DELETE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "*/*", "application/*", "text/html, */*;q=0.1"})
  default void jsonIsSentWhereItIsAccepted(String accept) {
    rest().put("a", "1");

    Reply reply = rest().get("a", "Accept", accept);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
  }

  @Test
  default void whoAcceptsNoJsonIsToldSoInJson() {
    assertError(rest().get("a", "Accept", "text/html"), 406, "not_acceptable");
    assertError(rest().putBody("a", "{\"value\":1}", "Accept", "image/png"), 406, "not_acceptable");
    assertNothingStored();
  }

  @Test
  default void aRequestIdComesBackInHeaderAndError() {
    Reply reply = rest().get("nobody", "X-Request-Id", "abc-1");

    assertThat(reply.header("X-Request-Id")).isEqualTo("abc-1");
    assertThat(reply.json().path("request_id").asText()).isEqualTo("abc-1");
    assertThat(rest().put("a", "1").header("X-Request-Id")).isNotEmpty();
  }

  /** Of both lanes in turns: what the fast one does not take is overtaken by nobody. */
  @Test
  default void requestsSentWithoutWaitingAreAnsweredInTheirOrder() throws IOException {
    rest().put("hit", "1");
    rest().put("large", "\"" + "x".repeat(40_000) + "\"");
    List<String> targets = List.of("hit", "nowhere", "hit?", "large");
    int many = 500;
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i < many; i++) {
      messages
          .append("GET ")
          .append(rest().path(""))
          .append(targets.get(i % targets.size()))
          .append(" HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: r")
          .append(i)
          .append("\r\n\r\n");
    }
    try (RawHttp client = rest().connect()) {
      client.send(messages.toString());
      for (int i = 0; i < many; i++) {
        RawHttp.Answer answer = client.read();
        assertThat(answer.header("X-Request-Id")).isEqualTo("r" + i);
        assertThat(answer.status()).isEqualTo(i % targets.size() == 1 ? 404 : 200);
      }
    }
  }

  @Test
  default void theLengthIsSaidAndNothingIsChunked() throws IOException {
    rest().put("a", "\"" + "x".repeat(100_000) + "\"");

    RawHttp.Answer answer = rest().raw("GET", rest().path("a"));

    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length()));
  }

  @Test
  default void aBodyOfAGetOrDeleteIsIgnored() {
    rest().put("a", "1");

    assertThat(rest().send("GET", rest().path("a"), "x").status()).isEqualTo(200);
    assertThat(rest().send("DELETE", rest().path("a"), "x").status()).isEqualTo(200);
  }
}
