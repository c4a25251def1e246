package io.ringcache.access;

import io.ringcache.database.UtcTimestamps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the text format of <a
 * href="https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.3.55.9.2">COPY</a>: a line for
 * each, tabs between its columns.
 */
final class CopyText {

  private static final int ABOUT_A_LINE = 100;
  private static final String NULL = "\\N";

  private CopyText() {}

  /** In the order of {@link AccessDao}'s columns. */
  static byte[] of(List<AccessEntry> entries) {
    StringBuilder text = new StringBuilder(entries.size() * ABOUT_A_LINE);
    for (AccessEntry entry : entries) {
      text.append(UtcTimestamps.of(entry.at())).append('\t');
      append(entry.namespace(), text);
      text.append('\t');
      append(entry.keyPattern(), text);
      text.append('\t');
      append(entry.operation(), text);
      text.append('\t').append(hit(entry.hit()));
      text.append('\t').append(entry.latencyMs()).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String hit(@Nullable Boolean hit) {
    if (hit == null) {
      return NULL;
    }
    return hit ? "t" : "f";
  }

  private static void append(@Nullable String value, StringBuilder text) {
    if (value == null) {
      text.append(NULL);
      return;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }
}
