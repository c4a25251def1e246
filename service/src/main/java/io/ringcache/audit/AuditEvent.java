package io.ringcache.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, made to fit the table: whatever it is told of, no event is refused for
 * its content. Immutable.
 *
 * @param id makes sure that an event which is written twice is there once
 * @param actor the name of the API key, {@code anonymous} without authentication
 * @param namespace the namespace that it was done to; null for none
 * @param detail for people: what exactly, and what came of it
 */
record AuditEvent(
    UUID id,
    Instant at,
    String actor,
    AuditAction action,
    @Nullable String namespace,
    String detail,
    String requestId) {

  private static final int MAX_NAME = 100;
  private static final int MAX_DETAIL = 2_000;
  private static final int MAX_REQUEST_ID = 128;
  private static final int REPLACEMENT = 0xFFFD;

  AuditEvent {
    at = at.truncatedTo(ChronoUnit.MICROS);
    actor = fitted(actor, MAX_NAME);
    namespace = namespace == null ? null : fitted(namespace, MAX_NAME);
    detail = fitted(detail, MAX_DETAIL);
    requestId = fitted(requestId, MAX_REQUEST_ID);
  }

  /**
   * The text, shortened to so many {@code char}s (H2 counts those, PostgreSQL the fewer code
   * points), and without what a database does not take or what would break a line of the log:
   * surrogates without their other half, NUL and the other control characters.
   */
  private static String fitted(String text, int max) {
    StringBuilder fitted = new StringBuilder(Math.min(text.length(), max));
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (fitted.length() + Character.charCount(character) > max) {
        break;
      }
      fitted.appendCodePoint(isPlain(character) ? character : REPLACEMENT);
    }
    return fitted.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
