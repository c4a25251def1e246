package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.util.Duration;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.http.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedAccessTableIT extends AccessTableContract {

  private final Database database = Databases.embedded();

  @BeforeAll
  void start() {
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
    return AccessDao.TABLE;
  }

  @Test
  void whatIsOlderThanTheRetentionGoes() {
    Instant now = Instant.parse("2003-01-17T10:20:30Z");
    List<AccessEntry> entries =
        IntStream.range(0, 40)
            .mapToObj(i -> now.minus(java.time.Duration.ofDays(i)))
            .map(at -> new AccessEntry(at, "retained", "k", "GET", true, 1))
            .toList();
    new AccessTable(database).write(entries);
    var configuration = new AccessLogConfiguration(null, null, Duration.seconds(1), 7);
    new AccessLogUpkeep(database, configuration, () -> now).keepUp();
    List<AccessEntry> kept =
        database.call(
            handle ->
                AccessDao.find(
                    handle, new NamespaceName("retained"), TimeRange.of(Map.of()), null));
    assertThat(kept).isEqualTo(entries.subList(0, 8));
  }
}
