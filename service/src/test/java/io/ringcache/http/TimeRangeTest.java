package io.ringcache.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeRangeTest {

  @Test
  void whatIsAbsentIsEverythingAHundredAtATime() {
    TimeRange range = TimeRange.of(Map.of());
    assertThat(range.since()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
    assertThat(range.until()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(range.limit()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T22:00:00Z",
        "2024-02-29T22:00Z",
        "2024-02-29T22:00:00.000000Z",
        "2024-03-01T00:00:00+02:00",
        "2024-02-29T16:30:00-05:30"
      })
  void aTimeMayHaveAnyOffset(String time) {
    TimeRange range = TimeRange.of(Map.of("since", time, "until", time));
    assertThat(range.since()).isEqualTo(Instant.parse("2024-02-29T22:00:00Z"));
    assertThat(range.until()).isEqualTo(range.since());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "1709244000",
        "2024-02-29",
        "2024-02-29T22:00:00",
        "2024-02-30T22:00:00Z",
        "2024-02-29 22:00:00Z",
        "2024-02-29T22:00:00Z'; --",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+01:00",
        "+10000-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59-18:00"
      })
  void anythingElseIsNoTime(String time) {
    assertRefused(Map.of("since", time));
    assertRefused(Map.of("until", time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "999", "1000"})
  void aLimitIsFromOneToAThousand(String limit) {
    assertThat(TimeRange.of(Map.of("limit", limit)).limit()).isEqualTo(Integer.parseInt(limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "01", "1001", "1.0", "1e2", "99999999999", "\u0661"})
  void anythingElseIsNoLimit(String limit) {
    assertRefused(Map.of("limit", limit));
  }

  private static void assertRefused(Map<String, String> parameters) {
    assertThatThrownBy(() -> TimeRange.of(parameters))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
  }
}
