package io.ringcache.database;

import java.nio.file.Path;
import java.util.Locale;

/** The URLs of H2, with the settings that ours must have. */
final class EmbeddedUrl {

  private static final String H2 = "jdbc:h2:";
  private static final String FILE = H2 + "file:";

  private EmbeddedUrl() {}

  static boolean isOne(String url) {
    return url.startsWith(H2);
  }

  /**
   * The URL to connect with. A path relative to the working directory becomes absolute, as H2 wants
   * it; a commit is on disk before it is reported; and what stops the database is us, not H2's own
   * shutdown hook, so that what is still queued when the process ends is written. No trace file:
   * what goes wrong is in our log.
   *
   * <p>No {@code DATABASE_TO_LOWER}: with it Liquibase does not find its own tables again.
   */
  static String complete(String url) {
    String[] parts = url.split(";", 2);
    StringBuilder complete = new StringBuilder(parts[0]);
    if (parts[0].startsWith(FILE)) {
      Path file = Path.of(parts[0].substring(FILE.length()));
      complete = new StringBuilder(FILE).append(file.toAbsolutePath().normalize());
    }
    String given = parts.length > 1 ? parts[1] : "";
    if (!given.isEmpty()) {
      complete.append(';').append(given);
    }
    set(complete, given, "MODE", "PostgreSQL");
    set(complete, given, "DB_CLOSE_DELAY", "-1");
    set(complete, given, "DB_CLOSE_ON_EXIT", "FALSE");
    set(complete, given, "WRITE_DELAY", "0");
    set(complete, given, "TRACE_LEVEL_FILE", "0");
    return complete.toString();
  }

  private static void set(StringBuilder url, String given, String name, String value) {
    if (!(";" + given.toUpperCase(Locale.ROOT)).contains(";" + name + "=")) {
      url.append(';').append(name).append('=').append(value);
    }
  }
}
