package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.database.Database;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.testing.SharedPostgres;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class PostgresAccessTableIT extends AccessTableContract {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @SuppressWarnings("NullAway.Init")
  private Database database;

  @BeforeAll
  void open() {
    database = Databases.open(MigratedDatabase.in(POSTGRES.server(), POSTGRES.database()));
    database.start();
  }

  @AfterAll
  void close() throws Exception {
    database.stop();
  }

  @Override
  Database database() {
    return database;
  }

  @Override
  String table() {
    return PartitionDao.REST;
  }

  @Test
  void whatIsRefusedIsNotQuotedInTheFailure() {
    AccessEntry bad = new AccessEntry(Instant.EPOCH, "shop", "secret\0_*", "GET", true, 1);
    assertThatThrownBy(() -> new AccessTable(database).write(List.of(bad)))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("invalid byte sequence")
        .satisfies(
            e -> assertThat(e).extracting(Throwable::getCause).asString().doesNotContain("secret"));
  }
}
