package io.ringcache.database;

import io.ringcache.testing.SharedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a server in another time zone. */
class PostgresSchemaStepsIT extends SchemaStepsContract {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  @Override
  EmptyDatabase empty(Path directory) throws SQLException {
    String name = POSTGRES.server().createDatabase();
    try (Connection connection = POSTGRES.server().connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + name + " SET timezone = 'Asia/Tokyo'");
    }
    return new EmptyDatabase(
        ConfigFile.of(directory, POSTGRES.server(), name),
        new DatabaseConfiguration(
            POSTGRES.server().url(name), POSTGRES.user(), POSTGRES.password(), true, 2, null));
  }
}
