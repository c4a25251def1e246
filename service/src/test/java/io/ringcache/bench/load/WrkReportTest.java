package io.ringcache.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WrkReportTest {

  private static final String PRINTED =
      """
      Running 2s test @ http://127.0.0.1:7379
        1 threads and 64 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     2.05ms    1.28ms  31.32ms   91.21%
          Req/Sec    32.64k     4.47k   37.11k    80.95%
        68084 requests in 2.10s, 80.19MB read
      Requests/sec:  32,411.31
      ringcache requests=68084 duration_us=2100123 bytes=84086740 p50_us=1770 p99_us=7030.5 socket_errors=0 status_errors=0
      """;

  @Test
  void theLineOfOurScriptIsRead() {
    assertThat(WrkReport.parse(PRINTED, 12))
        .isEqualTo(new WrkReport(68_084, 2.100123, 84_086_740, 1.77, 7.0305, 0, 0, 12));
  }

  @Test
  void aRunThatBrokeOffIsRefusedWithWhatItSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrkReport.parse("unable to connect to 127.0.0.1:1", 0))
        .withMessageContaining("unable to connect");
  }

  @Test
  void aRunWithoutErrorsIsNotRefused() {
    assertThat(WrkReport.parse(PRINTED, 0).refusal(1_000)).isEmpty();
  }

  @Test
  void errorsAreRefused() {
    assertThat(WrkReport.parse(PRINTED.replace("socket_errors=0", "socket_errors=1"), 0).refusal(0))
        .contains("1 socket errors");
    assertThat(WrkReport.parse(PRINTED.replace("status_errors=0", "status_errors=7"), 0).refusal(0))
        .contains("7 answers that are not 2xx");
    assertThat(WrkReport.parse(PRINTED.replace("requests=68084", "requests=0"), 0).refusal(0))
        .contains("no answers");
  }

  @Test
  void answersWithoutTheValuesAreRefused() {
    assertThat(WrkReport.parse(PRINTED, 0).refusal(100_000))
        .contains("answers of 1235 bytes instead of 100000");
  }
}
