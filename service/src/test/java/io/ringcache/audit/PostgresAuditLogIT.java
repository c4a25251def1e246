package io.ringcache.audit;

import io.ringcache.database.Database;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.database.OpenDatabase;
import io.ringcache.testing.SharedPostgres;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAuditLogIT extends AuditLogContract {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @Override
  Database open() {
    return OpenDatabase.on(MigratedDatabase.in(POSTGRES.server(), POSTGRES.database()));
  }
}
