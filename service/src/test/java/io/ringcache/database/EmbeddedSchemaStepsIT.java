package io.ringcache.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;

class EmbeddedSchemaStepsIT extends SchemaStepsContract {

  @Override
  EmptyDatabase empty(Path directory) {
    String url = "jdbc:h2:file:" + directory + "/data/ringcache";
    return new EmptyDatabase(
        ConfigFile.embedded(directory),
        new DatabaseConfiguration(url, null, null, false, null, null));
  }

  /** Its files are the test's to delete. */
  @AfterEach
  void shutDown() throws SQLException {
    Connection connection = connect();
    Statement statement = connection.createStatement();
    statement.execute("SHUTDOWN");
  }
}
