package io.ringcache.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.RunningService;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The health of a service whose database is not there. */
class LostDatabaseHealthIT {

  /**
   * Nobody listens on port 1. What is left in the audit trail at the end is logged, and is ours.
   */
  @RegisterExtension
  static final RunningService SERVICE =
      new RunningService(
          List.of(),
          ConfigOverride.config("database.url", "jdbc:postgresql://127.0.0.1:1/nobody"),
          ConfigOverride.config("logging.level", "OFF"));

  @Test
  void aLostDatabaseMakesNothingUnhealthyAndWhatWaitsForItIsSaid() throws IOException {
    assertHealth("\"database\":\"disconnected\"}");
    RawHttp.Answer flush = RawHttp.request(SERVICE.port(), "DELETE", "/api/v1/cache/seeded");
    assertThat(flush.status()).isEqualTo(200);
    assertHealth("\"database\":\"disconnected\",\"audit_queued\":1}");
  }

  @Test
  void theAdminPortSaysSoToo() throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.adminPort(), "GET", "/healthcheck");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("the database is disconnected");
  }

  private static void assertHealth(String rest) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/health");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"healthy\",\"fake\":\"connected\",\"memory_usage\":\"45%\"," + rest);
    assertThat(answer.status()).isEqualTo(200);
  }
}
