package io.ringcache.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.FakeBackend;
import io.ringcache.RunningService;
import io.ringcache.cache.BackendHealth;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthIT {

  private static final BackendHealth.Node UP =
      new BackendHealth.Node("n1", true, 45, OptionalLong.of(100));
  private static final BackendHealth.Node DOWN = BackendHealth.Node.down("n2");

  @RegisterExtension static final RunningService SERVICE = new RunningService(List.of());

  @BeforeEach
  void heal() {
    says(FakeBackend.WELL);
  }

  @Test
  void allNodesUpIsHealthy() throws IOException {
    assertHealth(
        200,
        "{\"status\":\"healthy\",\"fake\":\"connected\",\"memory_usage\":\"45%\",\"database\":\"connected\"}");
  }

  @Test
  void someNodesDownIsDegradedAndStillServes() throws IOException {
    says(new BackendHealth(List.of(UP, DOWN)));
    assertHealth(
        200,
        "{\"status\":\"degraded\",\"fake\":\"degraded\",\"memory_usage\":\"45%\",\"database\":\"connected\"}");
  }

  @Test
  void allNodesDownIsUnhealthy() throws IOException {
    says(new BackendHealth(List.of(DOWN)));
    assertHealth(
        503,
        "{\"status\":\"unhealthy\",\"fake\":\"disconnected\",\"memory_usage\":\"unknown\",\"database\":\"connected\"}");
  }

  @Test
  void anotherRingIsUnhealthyThoughItsNodesAnswer() throws IOException {
    says(new BackendHealth(List.of(UP), Optional.of("another ring")));
    assertHealth(
        503,
        "{\"status\":\"unhealthy\",\"fake\":\"connected\",\"memory_usage\":\"45%\",\"ring\":\"another ring\",\"database\":\"connected\"}");
  }

  @Test
  void aNodeWithoutALimitMakesTheMemoryUnlimited() throws IOException {
    says(
        new BackendHealth(
            List.of(UP, new BackendHealth.Node("n3", true, 7, OptionalLong.empty()))));
    assertHealth(
        200,
        "{\"status\":\"healthy\",\"fake\":\"connected\",\"memory_usage\":\"unlimited\",\"database\":\"connected\"}");
  }

  @Test
  void theMemoryIsThatOfAllNodesTogether() throws IOException {
    says(
        new BackendHealth(
            List.of(UP, new BackendHealth.Node("n3", true, 0, OptionalLong.of(300)))));
    assertHealth(
        200,
        "{\"status\":\"healthy\",\"fake\":\"connected\",\"memory_usage\":\"11%\",\"database\":\"connected\"}");
  }

  @Test
  void aBackendThatDoesNotSayIsUnhealthyWithinASecond() throws IOException {
    assertThat(RawHttp.request(SERVICE.port(), "GET", "/health").status()).isEqualTo(200);
    SERVICE.backend().saysOfItsHealth(new CompletableFuture<>());
    long start = System.nanoTime();
    assertHealth(
        503,
        "{\"status\":\"unhealthy\",\"fake\":\"disconnected\",\"memory_usage\":\"unknown\",\"database\":\"connected\"}");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aBackendThatFailsToSayIsUnhealthy() throws IOException {
    SERVICE
        .backend()
        .saysOfItsHealth(CompletableFuture.failedFuture(new IllegalStateException("defect")));
    assertHealth(
        503,
        "{\"status\":\"unhealthy\",\"fake\":\"disconnected\",\"memory_usage\":\"unknown\",\"database\":\"connected\"}");
  }

  @Test
  void theAdminPortChecksTheBackendToo() throws IOException {
    assertThat(RawHttp.request(SERVICE.adminPort(), "GET", "/healthcheck").status()).isEqualTo(200);
    says(new BackendHealth(List.of(DOWN)));
    RawHttp.Answer answer = RawHttp.request(SERVICE.adminPort(), "GET", "/healthcheck");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("fake is disconnected");
  }

  private static void says(BackendHealth health) {
    SERVICE.backend().saysOfItsHealth(CompletableFuture.completedFuture(health));
  }

  private static void assertHealth(int status, String body) throws IOException {
    RawHttp.Answer answer = RawHttp.request(SERVICE.port(), "GET", "/health");
    assertThat(answer.body()).isEqualTo(body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }
}
