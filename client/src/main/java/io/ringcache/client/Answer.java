package io.ringcache.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.client.AnswerException.Failure;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the service said, whatever its status. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Answer(int status, HttpHeaders headers, byte[] body) {

  static final int OK = 200;
  static final int CREATED = 201;
  static final int NOT_FOUND = 404;
  static final int PRECONDITION_FAILED = 412;
  static final int UNAVAILABLE = 503;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  boolean says(int otherStatus, String code) {
    return status == otherStatus && failure().code().equals(code);
  }

  /** Its ETag; every answer that has a value has one. */
  String etag() {
    return headers.firstValue("ETag").orElse("");
  }

  /** Itself. */
  Answer orThrow() {
    if (isSuccess()) {
      return this;
    }
    throw AnswerException.of(failure());
  }

  Failure failure() {
    Optional<JsonNode> told = Json.object(body).filter(node -> node.path("code").isTextual());
    return new Failure(
        status,
        told.map(node -> node.path("error").asText()).orElse("no answer of Ringcache's"),
        told.map(node -> node.path("code").asText()).orElse("http_" + status),
        told.map(node -> node.path("detail")).filter(JsonNode::isTextual).map(JsonNode::asText),
        headers.firstValue("X-Request-Id"),
        headers
            .firstValue("Retry-After")
            .filter(text -> SECONDS.matcher(text).matches())
            .map(text -> Duration.ofSeconds(Integer.parseInt(text))));
  }
}
