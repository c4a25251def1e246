package io.ringcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cli.Shell.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no service: parsing, rendering and exit codes. */
class ClientCommandsTest {

  private static final List<String> NAMES =
      List.of("get", "put", "del", "keys", "stats", "flush", "export", "import", "ring");

  private final Shell shell = Shell.with(Map.of());

  @Test
  void theHelpListsEveryCommandAndTheServicesToo() {
    Outcome help = shell.run("--help");
    assertThat(help.exit()).isEqualTo(Exit.DONE);
    assertThat(help.out()).contains(NAMES).contains("server", "check", "db");
    assertThat(shell.run()).isEqualTo(new Outcome(Exit.USAGE, help.out(), ""));
  }

  @Test
  void everyCommandHasHelpOfItsOwn() {
    for (String name : NAMES) {
      assertThat(ClientCommands.know(name)).isTrue();
      Outcome help = shell.run(name, "--help");
      assertThat(help.exit()).isEqualTo(Exit.DONE);
      assertThat(help.out()).contains("usage: ringcache " + name);
    }
    for (String name : new String[] {"server", "check", "db", "-v"}) {
      assertThat(ClientCommands.know(name, "x")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense x",
        "get",
        "get -n shop",
        "get key",
        "get -n shop key more",
        "get -n shop key --url ftp://x",
        "get -n shop key --key-file /nowhere",
        "put -n shop key {",
        "put -n shop key 1 --ttl soon",
        "put -n shop key 1 --file x",
        "flush -n shop",
        "ring",
        "ring show",
        "ring show --nodes nowhere",
        "ring plan --nodes a:1",
        "ring plan --nodes a:1 --remove b:1",
        "ring owner k --nodes a:1",
        "ring show --config /nowhere",
      })
  void aCommandLineThatMakesNoSenseIsRefused(String line) {
    Outcome outcome = shell.run(line.split(" ", -1));
    assertThat(outcome.exit()).isEqualTo(Exit.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.error()).startsWith("ringcache: ").doesNotContain("Exception", "\tat ");
  }

  @Test
  void aServiceThatIsNotThereIsUnavailable() {
    Outcome outcome = shell.run("get", "-n", "shop", "k", "--url", "http://127.0.0.1:1");
    assertThat(outcome.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(outcome.error()).contains("http://127.0.0.1:1/ takes no connection");
  }

  @Test
  void whoeverStopsReadingEndsItQuietly() {
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), closed, error, false, Map.of());
    assertThat(ClientCommands.run(terminal, "--help")).isEqualTo(Exit.NOBODY_READS);
    assertThat(error.size()).isZero();
  }

  @Test
  void whatIsCutOutOfJsonIsAsItStoodThere() throws IOException {
    String object =
        "{ \"a\" : 0.10 , \"b\":\"\\u00e4 \\\"\",\"c\":[1, {\"d\":null}],\"e\":1E400,\"ä\":true}";
    assertThat(Json.fields(object.getBytes(StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a", "0.10",
                "b", "\"\\u00e4 \\\"\"",
                "c", "[1, {\"d\":null}]",
                "e", "1E400",
                "ä", "true"));
    assertThat(Json.elements("[\"x\", 2.50,[]]")).containsExactly("\"x\"", "2.50", "[]");
    assertThat(Json.text("\"\\u00e4\"")).isEqualTo("ä");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "1 2", "nul", "{\"a\":1}}"})
  void whatIsNoValueOfJsonIsTold(String text) {
    assertThat(Json.isValue(text)).isFalse();
  }

  @Test
  void progressIsABarWhereTheTotalIsKnown() {
    assertThat(Progress.line(450_000, 1_000_000, "keys"))
        .isEqualTo("[#############                 ]  45 %  450,000 of 1,000,000 keys");
    assertThat(Progress.line(2_000_000, 1_000_000, "keys")).contains("100 %");
    assertThat(Progress.line(1_234, 0, "keys")).isEqualTo("1,234 keys");
  }
}
