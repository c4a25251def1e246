package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** The shape that every error has. */
public final class ErrorShape {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorShape() {}

  /** Asserts that the answer is an error of that code, whole, and gives nothing away. */
  public static JsonNode assertIs(RawHttp.Answer answer, String code) throws IOException {
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Server")).isEmpty();
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.path("code").asText()).isEqualTo(code);
    assertThat(body.path("error").asText()).isNotEmpty();
    assertThat(body.path("request_id").asText())
        .isNotEmpty()
        .isEqualTo(answer.header(RequestId.HEADER));
    assertThat(answer.body())
        .doesNotContain("Exception", "io.ringcache", "org.eclipse", "jakarta", "<html");
    return body;
  }
}
