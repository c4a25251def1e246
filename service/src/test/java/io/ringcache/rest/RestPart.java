package io.ringcache.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.http.RawHttp;
import io.ringcache.rest.Rest.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the parts of {@link RestContract} have to work with. */
interface RestPart {

  /** A namespace of the test's own, with nothing in it. */
  Rest rest();

  /** Another, whose name is the first one's with something put behind it. */
  Rest neighbour(String suffix);

  /** Checks an error's status, code and shape; returns its body. */
  default JsonNode assertError(Reply reply, int status, String code) {
    return assertError(reply.status(), reply.header("Content-Type"), reply.body(), status, code);
  }

  /** Checks an error's status, code and shape; returns its body. */
  default JsonNode assertError(RawHttp.Answer answer, int status, String code) {
    return assertError(answer.status(), answer.header("Content-Type"), answer.body(), status, code);
  }

  private static JsonNode assertError(
      int actual, String contentType, String body, int status, String code) {
    assertThat(actual).as(body).isEqualTo(status);
    assertThat(contentType).startsWith("application/json");
    JsonNode json = parse(body);
    assertThat(json.path("code").asText()).as(body).isEqualTo(code);
    assertThat(json.path("error").asText()).as(body).isNotEmpty();
    assertThat(json.path("request_id").asText()).as(body).isNotEmpty();
    assertThat(body).doesNotContain("Exception", "com.fasterxml", "io.ringcache", "\\tat ");
    return json;
  }

  /** Checks that the test's namespace is empty. */
  default void assertNothingStored() {
    assertThat(rest().stats().path("total_keys").asLong()).isZero();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
