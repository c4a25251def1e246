package io.ringcache.audit;

import io.ringcache.database.Database;
import io.ringcache.database.OpenDatabase;

class EmbeddedAuditLogTest extends AuditLogContract {

  @Override
  Database open() {
    return OpenDatabase.embedded();
  }
}
