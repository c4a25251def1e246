package io.ringcache.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditEventTest {

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(event("caf\u00e9 \ud83d\ude00 '; DROP TABLE x; --").detail())
        .isEqualTo("caf\u00e9 \ud83d\ude00 '; DROP TABLE x; --");
  }

  @Test
  void everyTextIsShortenedToItsColumn() {
    String tooLong = "x".repeat(10_000);
    AuditEvent event = event(tooLong, tooLong, tooLong, tooLong);
    assertThat(event.actor()).hasSize(100);
    assertThat(event.namespace()).hasSize(100);
    assertThat(event.detail()).hasSize(2_000);
    assertThat(event.requestId()).hasSize(128);
  }

  @Test
  void noCharacterIsCutInTwo() {
    String emoji = "\ud83d\ude00";
    assertThat(event("x" + emoji.repeat(1_000)).detail()).isEqualTo("x" + emoji.repeat(999));
  }

  @Test
  void whatADatabaseDoesNotTakeOrWouldForgeALineOfTheLogIsReplaced() {
    assertThat(event("a\0b\r\nc\u001bd\u2028e\ud83df\ude00").detail())
        .isEqualTo("a\ufffdb\ufffd\ufffdc\ufffdd\ufffde\ufffdf\ufffd");
  }

  @Test
  void theTimeIsOneThatTheTableHolds() {
    assertThat(event("x").at()).isEqualTo(Instant.parse("2024-01-01T00:00:00.123456Z"));
  }

  private static AuditEvent event(String detail) {
    return event("anonymous", null, detail, "req-0");
  }

  private static AuditEvent event(
      String actor, @Nullable String namespace, String detail, String requestId) {
    return new AuditEvent(
        UUID.randomUUID(),
        Instant.parse("2024-01-01T00:00:00.123456789Z"),
        actor,
        AuditAction.CACHE_FLUSH,
        namespace,
        detail,
        requestId);
  }
}
