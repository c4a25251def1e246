package io.ringcache.access;

import io.ringcache.database.Database;
import java.util.List;

/** The table of the access log. Thread-safe. */
final class AccessTable implements AccessSink {

  private final Database database;

  AccessTable(Database database) {
    this.database = database;
  }

  @Override
  public boolean isReachable() {
    return database.isConnected();
  }

  @Override
  public void write(List<AccessEntry> entries) {
    database.inTransaction(
        handle ->
            database.isShared()
                ? AccessDao.copy(handle, entries)
                : AccessDao.insert(handle, entries));
  }
}
