package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.CommandLine;
import io.ringcache.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration file for commands: a cache in memory, and that database.
 *
 * @param path as a command's argument
 */
record ConfigFile(Path path) {

  static ConfigFile of(Path directory, PostgresServer server, String database) {
    return write(
        directory,
        """
          url: %s
          user: %s
          password: %s
        """
            .formatted(server.url(database), server.user(), server.password()));
  }

  /** With the database {@code data/ringcache} in that directory. */
  static ConfigFile embedded(Path directory) {
    return write(directory, "  url: jdbc:h2:file:" + directory + "/data/ringcache\n");
  }

  /** With those properties of {@code database:}. */
  static ConfigFile write(Path directory, String database) {
    String file =
        """
        backend:
          type: memory
        database:
        %sserver:
          applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
          adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
          requestLog: {appenders: []}
        logging:
          level: WARN
        """
            .formatted(database);
    try {
      return new ConfigFile(Files.writeString(directory.resolve("ringcache.yml"), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the log of a newcomer's first start. */
  ConfigFile withGreeting() {
    try {
      Files.writeString(
          path,
          Files.readString(path)
              .replace(
                  "level: WARN",
                  "loggers: {io.dropwizard: WARN, org.eclipse.jetty: WARN, liquibase: WARN}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  void migrate() {
    succeed("db", "migrate", path.toString());
  }

  /** Takes the schema back to that version, which is not 0. */
  void rollBackTo(int version) {
    succeed("db", "rollback", "-t", "schema-" + version, path.toString());
  }

  void succeed(String... command) {
    assertThat(CommandLine.run(command)).isEqualTo(new CommandLine.Outcome(true, ""));
  }

  CommandLine.Outcome serve() {
    return CommandLine.run("server", path.toString());
  }
}
