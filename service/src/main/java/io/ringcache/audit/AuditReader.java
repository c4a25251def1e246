package io.ringcache.audit;

import io.ringcache.auth.Caller;
import io.ringcache.database.Database;
import io.ringcache.http.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Finds entries of the audit trail. Thread-safe; blocks. */
final class AuditReader {

  /** As many as one statement reads; there is one after the other until the answer is full. */
  static final int BITE = 1_000;

  private final Database database;

  AuditReader(Database database) {
    this.database = database;
  }

  /**
   * What the caller may see of a time, newest first.
   *
   * @throws io.ringcache.database.DatabaseUnavailableException if the database is not there
   */
  List<AuditEntry> find(TimeRange range, Caller caller) {
    // Who sees everything is answered by the first bite, so that need be no larger than the answer.
    int bite = caller.seesEverything() ? range.limit() : BITE;
    List<AuditEntry> found = new ArrayList<>();
    AuditPlace place = AuditPlace.startOf(range.until());
    List<AuditEntry> read;
    do {
      read = bite(place, range, bite);
      for (AuditEntry entry : read) {
        place = entry.place();
        if (found.size() < range.limit() && mayKnowOf(entry, caller)) {
          found.add(entry);
        }
      }
    } while (read.size() == bite && found.size() < range.limit());
    return found;
  }

  private List<AuditEntry> bite(AuditPlace place, TimeRange range, int bite) {
    return database.call(handle -> AuditDao.before(handle, place, range.since(), bite));
  }

  private static boolean mayKnowOf(AuditEntry entry, Caller caller) {
    return caller.seesEverything() || (entry.namespace() != null && caller.sees(entry.namespace()));
  }
}
