package io.ringcache.access;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
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

  /** A number that nobody else would think of: advisory locks have no other names. */
  private static final long LOCK = 0x52494e4743414348L;

  /**
   * Writers wait behind whoever waits for a table, so that is not to be for long; someone who reads
   * for longer is asked again later.
   */
  private static final String SHORT_WAITS = "SET LOCAL lock_timeout = '1s'";

  /**
   * Writers are kept out for those milliseconds, and wait at the table itself: one that had chosen
   * the default partition before would be refused there. Readers are kept out of that partition
   * only.
   */
  private static final List<String> CREATE =
      List.of(
          "LOCK TABLE ONLY cache_access_logs IN SHARE ROW EXCLUSIVE MODE",
          "LOCK TABLE cache_access_logs_default IN ACCESS EXCLUSIVE MODE",
          "CREATE TABLE <partition>"
              + " (LIKE cache_access_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
          """
          WITH moved AS (
            DELETE FROM cache_access_logs_default
            WHERE timestamp >= <day> AND timestamp < <next>
            RETURNING id, namespace, key_pattern, operation, hit, latency_ms, timestamp)
          INSERT INTO <partition>
            (id, namespace, key_pattern, operation, hit, latency_ms, timestamp)
          SELECT id, namespace, key_pattern, operation, hit, latency_ms, timestamp FROM moved
          """,
          "ALTER TABLE cache_access_logs ATTACH PARTITION <partition>"
              + " FOR VALUES FROM (<day>) TO (<next>)");

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
    lock(handle);
    if (days(handle).contains(day)) {
      return false;
    }
    for (String statement : CREATE) {
      handle
          .createUpdate(statement)
          .define("partition", partition(day))
          .define("day", quoted(day))
          .define("next", quoted(day.plusDays(1)))
          .execute();
    }
    return true;
  }

  /** Drops a day's partition with all that is in it; false if it was not there. */
  static boolean drop(Handle handle, LocalDate day) {
    lock(handle);
    if (!days(handle).contains(day)) {
      return false;
    }
    handle.execute("DROP TABLE " + partition(day));
    return true;
  }

  /** Waits, for a second at most, until no other process changes partitions. */
  private static void lock(Handle handle) {
    handle.execute(SHORT_WAITS);
    handle
        .createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(int.class)
        .one();
  }

  /** Within quotes of the statement's it would not be replaced. */
  private static String quoted(LocalDate day) {
    return "'" + day + "'";
  }

  private static String partition(LocalDate day) {
    return PREFIX + DateTimeFormatter.BASIC_ISO_DATE.format(day);
  }
}
