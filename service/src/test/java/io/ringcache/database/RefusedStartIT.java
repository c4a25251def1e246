package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.CommandLine;
import io.ringcache.testing.SharedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What whoever starts the service with a database that is not right is told. */
class RefusedStartIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  private static final String NEWER =
      "UPDATE databasechangelog SET id = 'schema-6' WHERE id = 'schema-5'";

  @TempDir private Path directory;

  @Test
  void aSchemaThatIsMissingOlderOrNewerOnAServer() throws SQLException {
    String name = POSTGRES.server().createDatabase();
    ConfigFile config = ConfigFile.of(directory, POSTGRES.server(), name);
    assertRefused(config, "no schema", "needs version 5", "`db migrate`");
    config.migrate();
    config.rollBackTo(3);
    assertRefused(config, "version 3, older than the version 5", "`db migrate`");
    config.migrate();
    try (Connection connection = POSTGRES.server().connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(NEWER);
    }
    assertRefused(config, "version 6, newer than the version 5", "`db rollback -t schema-5`");
  }

  @Test
  void aNewerSchemaInOurFile() throws SQLException {
    ConfigFile config = ConfigFile.embedded(directory);
    config.migrate();
    String url = EmbeddedUrl.complete("jdbc:h2:file:" + directory + "/data/ringcache");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(NEWER);
    }
    assertRefused(config, "version 6, newer than the version 5");
  }

  @Test
  void aServerThatDoesNotAnswerAndIsRequired() {
    ConfigFile config =
        ConfigFile.write(
            directory,
            """
              url: jdbc:postgresql://127.0.0.1:1/ringcache?password=secret-in-the-url
              required: true
            """);
    assertRefused(config, "jdbc:postgresql://127.0.0.1:1/ringcache ", "does not answer")
        .doesNotContain("secret-in-the-url");
  }

  @Test
  void aPasswordThatIsWrongWhereTheDatabaseIsRequired() {
    ConfigFile config =
        ConfigFile.write(
            directory,
            """
              url: %s
              user: %s
              password: not-the-password
              required: true
            """
                .formatted(POSTGRES.url(), POSTGRES.user()));
    assertRefused(config, "password authentication failed").doesNotContain("not-the-password");
  }

  @Test
  void aDataDirectoryThatCanNotBeMade() throws Exception {
    Files.createFile(directory.resolve("data"));
    assertRefused(ConfigFile.embedded(directory), "can not be opened", "RINGCACHE_DATA_DIR");
  }

  private static AbstractStringAssert<?> assertRefused(ConfigFile config, String... said) {
    CommandLine.Outcome outcome = config.serve();
    assertThat(outcome.succeeded()).isFalse();
    return assertThat(outcome.error())
        .startsWith("Ringcache does not start: ")
        .contains(said)
        .doesNotContain("io.ringcache", "\tat ")
        .satisfies(error -> assertThat(error.strip()).hasLineCount(1));
  }
}
