package io.ringcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code check} says; neither database nor nodes are there. */
class ConfigurationCheckTest {

  @TempDir private Path directory;

  @Test
  void whatIsRightIsRightWithoutDatabaseAndNodes() throws IOException {
    assertThat(
            check(
                """
                backend: {type: redis, nodes: "127.0.0.1:1"}
                database: {url: "jdbc:postgresql://127.0.0.1:1/nowhere"}
                """))
        .isEqualTo(new CommandLine.Outcome(true, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          database: {url: 'jdbc:mysql://x'}           | database.url is one of jdbc:postgresql: or of jdbc:h2:
          database: {url: 'jdbc:h2:mem:x', migrationUser: x} | database.user is the service's role, which migrationUser has to know
          auth: {mode: api-key, adminKey: short}      | auth.adminKey (RINGCACHE_ADMIN_KEY) is empty, or has 32 characters
          accessLog: {sample: 2}                      | accessLog.sample is a number from 0 to 1
          limits: {maxValueBytes: 2MiB, maxRequestBytes: 1MiB} | limits.maxRequestBytes must hold a value of maxValueBytes
          server: {applicationConnectors: [{type: http, port: 99999}]} | server.applicationConnectors[0].port must be between 1 and 65535
          server: {applicationConnectors: [{type: http, port: x}]} | server.applicationConnectors.[0].port; is of type: String, expected: int
          limit: {}                                   | Unrecognized field at: limit
          """)
  void whatIsWrongIsSaidInALine(String section, String said) throws IOException {
    assertWrong("backend: {type: memory}\n" + section, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backend: {type: redis, nodes: nowhere} | backend.nodes; a node is host:port, name=host:port or name=host:port*weight, not 'nowhere'
          backend: {type: redis, node: x}        | Unrecognized field at: backend.node Did you mean?: - nodes
          backend: {                             | Malformed YAML at line: 1
          """)
  void andWhatIsNoBackend(String file, String said) throws IOException {
    assertWrong(file, said);
  }

  private void assertWrong(String yaml, String said) throws IOException {
    CommandLine.Outcome outcome = check(yaml);
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.error())
        .startsWith(file() + ": ")
        .contains(said)
        .doesNotContain("io.ringcache", "Source:")
        .satisfies(error -> assertThat(error.strip()).hasLineCount(1));
  }

  private CommandLine.Outcome check(String yaml) throws IOException {
    return CommandLine.run("check", Files.writeString(file(), yaml).toString());
  }

  private Path file() {
    return directory.resolve("ringcache.yml");
  }
}
