package io.ringcache.access;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * The SQL of the days' partitions of {@code cache_access_logs}, which only PostgreSQL has. Each of
 * its changes is to be a transaction of its own.
 */
final class PartitionDao {

  /** Where that goes for which there is no day. */
  static final String REST = "cache_access_logs_default";

  private static final String PREFIX = "cache_access_logs_";
  private static final Pattern DAY = Pattern.compile(PREFIX + "([0-9]{8})");

  private static final String NAMES =
      """
      SELECT child.relname
      FROM pg_inherits
      JOIN pg_class child ON child.oid = inhrelid
      WHERE inhparent = CAST('cache_access_logs' AS regclass)
      """;

  /** Of the schema's, done with its owner's rights; each waits for locks for a second at most. */
  private static final String CREATE = "SELECT ringcache_make_day(:day)";

  private static final String DROP = "SELECT ringcache_drop_day(:day)";

  private PartitionDao() {}

  /** The days that have a partition, the first first. */
  static Set<LocalDate> days(Handle handle) {
    Set<LocalDate> days = new TreeSet<>();
    for (String name : handle.createQuery(NAMES).mapTo(String.class)) {
      var day = DAY.matcher(name);
      if (day.matches()) {
        days.add(LocalDate.parse(day.group(1), DateTimeFormatter.BASIC_ISO_DATE));
      }
    }
    return days;
  }

  /** Makes a day's partition, with what the rest has of that day; false if it was there. */
  static boolean create(Handle handle, LocalDate day) {
    return change(handle, CREATE, day);
  }

  /** Drops a day's partition with all that is in it; false if it was not there. */
  static boolean drop(Handle handle, LocalDate day) {
    return change(handle, DROP, day);
  }

  private static boolean change(Handle handle, String call, LocalDate day) {
    return handle.createQuery(call).bind("day", day).mapTo(boolean.class).one();
  }
}
