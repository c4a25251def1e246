package io.ringcache.audit;

import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import java.util.List;

/** The table of the audit trail in our database. Thread-safe; its calls block. */
final class AuditStore implements AuditSink {

  private final Database database;

  AuditStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean isReachable() {
    return database.isConnected();
  }

  @Override
  public boolean write(List<AuditEvent> events) {
    try {
      return database.inTransaction(
          handle -> {
            AuditDao.insert(handle, events);
            return true;
          });
    } catch (DatabaseUnavailableException e) {
      return false;
    }
  }
}
