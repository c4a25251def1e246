package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorBodyTest {

  @Test
  void aPlainErrorHasTheThreeFieldsInOrder() {
    assertThat(rendered(ErrorBody.of(ErrorCode.KEY_NOT_FOUND)))
        .isEqualTo(
            """
            {"error":"Key not found","code":"key_not_found","request_id":"r1"}""");
  }

  @Test
  void whatWasDoneNeverthelessStandsBetweenTheDetailAndTheRequestId() {
    ErrorBody body =
        ErrorBody.of(ErrorCode.BACKEND_UNAVAILABLE, "repeat it")
            .with("deleted_count", 3)
            .with("failed_nodes", List.of("n\"1", "n2"))
            .with("none", List.of());
    assertThat(rendered(body))
        .isEqualTo(
            "{\"error\":\"Cache backend unavailable\",\"code\":\"backend_unavailable\","
                + "\"detail\":\"repeat it\",\"deleted_count\":3,"
                + "\"failed_nodes\":[\"n\\\"1\",\"n2\"],\"none\":[],\"request_id\":\"r1\"}");
  }

  @Test
  void addingToAnErrorLeavesItAsItWas() {
    ErrorBody body = ErrorBody.of(ErrorCode.NOT_FOUND);
    String before = rendered(body);
    assertThat(rendered(body.with("more", 1))).isNotEqualTo(before);
    assertThat(rendered(body)).isEqualTo(before);
  }

  @Test
  void halfASurrogatePairDoesNotBreakTheBody() {
    assertThat(rendered(ErrorBody.of(ErrorCode.INVALID_KEY, "a\ud800b\udc00c")))
        .contains("\"detail\":\"a?b?c\"");
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"RATE_LIMITED", "BACKEND_UNAVAILABLE", "OVERLOADED"})
  void whatPassesSaysWhenToTryAgain(ErrorCode code) {
    assertThat(ErrorBody.retryAfter(code)).isEqualTo("1");
  }

  private static String rendered(ErrorBody body) {
    return new String(body.render("r1"), StandardCharsets.UTF_8);
  }
}
