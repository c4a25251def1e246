package io.ringcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.auth.Api;
import io.ringcache.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a service that asks for a key; in this process, and from the jar. */
@TestInstance(Lifecycle.PER_CLASS)
class ClientCommandsIT {

  private final DropwizardTestSupport<RingcacheConfiguration> service =
      new DropwizardTestSupport<>(
          RingcacheApplication.class,
          ResourceHelpers.resourceFilePath("fake.yml"),
          ConfigOverride.config("backend.type", "memory"),
          ConfigOverride.config("auth.mode", "api-key"),
          ConfigOverride.config("auth.adminKey", Api.ADMIN_KEY),
          ConfigOverride.config("namespaces.autoCreate", "true"),
          ConfigOverride.config("logging.level", "ERROR"));

  @TempDir private Path directory;
  private Map<String, String> environment = Map.of();
  private Shell shell = Shell.with(Map.of());

  @BeforeAll
  void start() throws Exception {
    service.before();
    environment =
        Map.of(
            "RINGCACHE_URL",
            "http://127.0.0.1:" + service.getLocalPort(),
            "RINGCACHE_API_KEY",
            Api.ADMIN_KEY,
            "RINGCACHE_NAMESPACE",
            "shop");
    shell = Shell.with(environment);
  }

  @AfterAll
  void stop() {
    service.after();
  }

  @BeforeEach
  void empty() {
    assertThat(shell.run("flush", "--all").exit()).isZero();
  }

  @Test
  void aValueIsStoredReadAndDeletedAsItIs() {
    String value = "{\"n\":0.10,\"big\":12345678901234567890123,\"s\":\"ä\"}";
    assertThat(shell.run("put", "a/b %", value, "--ttl", "60", "--tag", "x").out())
        .isEqualTo("created\n");
    assertThat(shell.run("get", "a/b %")).isEqualTo(new Outcome(0, value + "\n", ""));
    assertThat(shell.run("get", "a/b %", "--json").out())
        .contains("\"value\":" + value, "\"ttl_remaining\":");
    assertThat(shell.pipe("text\n", "put", "a/b %", "--string").out()).isEqualTo("replaced\n");
    assertThat(shell.run("get", "a/b %", "--raw").out()).isEqualTo("text\n\n");
    assertThat(shell.run("put", "a/b %", "1", "--if-absent").exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(shell.run("del", "a/b %", "other"))
        .isEqualTo(new Outcome(Exit.NOT_FOUND, "deleted 1 of 2\n", ""));
    assertThat(shell.run("get", "a/b %"))
        .isEqualTo(new Outcome(Exit.NOT_FOUND, "", "Key not found\n"));
  }

  @Test
  void keysAreListedCountedAndFlushedByPattern() {
    shell.pipe(lines(1_500), "import");
    assertThat(shell.run("keys").out().lines()).hasSize(1_500);
    assertThat(shell.run("keys", "k-1??", "--json").out().lines())
        .hasSize(100)
        .contains("\"k-100\"");
    assertThat(shell.run("keys", "--limit", "7").out().lines()).hasSize(7);
    assertThat(shell.run("stats").out()).containsPattern("total_keys +1500\n");
    assertThat(shell.run("stats", "--json").out()).contains("\"total_keys\":1500");
    assertThat(shell.run("flush", "k-1*").out()).isEqualTo("deleted 611\n");
  }

  @Test
  void whatIsExportedIsImportedWithTtlAndTags() throws IOException {
    shell.run("put", "k", "{\"n\":1.50}", "--ttl", "100", "--tag", "x", "--tag", "y");
    shell.pipe(lines(1_200), "import");
    Path file = directory.resolve("export.ndjson");
    Outcome exported = new Shell(environment, true).run("export", "--output", file.toString());
    assertThat(exported.exit()).isZero();
    assertThat(exported.error()).contains("exported 1201 entries", " of 1,201 keys");
    assertThat(Files.readAllLines(file))
        .hasSize(1_201)
        .anyMatch(
            line ->
                line.matches(
                    "\\{\"key\":\"k\",\"value\":\\{\"n\":1.50},\"ttl\":(100|9[0-9]),"
                        + "\"tags\":\\[\"x\",\"y\"]}"));
    shell.run("flush", "--all");
    assertThat(shell.run("import", file.toString()).error())
        .isEqualTo("imported 1201 entries, bad lines: 0\n");
    List<String> again = new ArrayList<>(shell.run("export", "k").out().lines().toList());
    assertThat(again).hasSize(1).allMatch(line -> line.contains("\"tags\":[\"x\",\"y\"]"));
  }

  @Test
  void badLinesAreToldByNumberAndTheOthersStoredIfWanted() {
    String lines =
        "{\"key\":\"a\",\"value\":1}\nnonsense\n\n{\"key\":\"b\",\"value\":2,\"ttl\":-1}\n"
            + "{\"key\":\"c\",\"value\":3}\n{\"key\":\"d\"}\n{\"key\":\"e\",\"value\":5}";
    Outcome all = shell.pipe(lines, "import", "--keep-going");
    assertThat(all.exit()).isEqualTo(Exit.PARTLY);
    assertThat(all.error())
        .contains("line 2: no object of JSON", "line 4: Invalid ttl", "line 6: Value required")
        .endsWith("imported 3 entries, bad lines: 3\n");
    assertThat(shell.run("keys").out().lines()).containsExactlyInAnyOrder("a", "c", "e");
    Outcome stopped = shell.pipe(lines, "import");
    assertThat(stopped.exit()).isEqualTo(Exit.PARTLY);
    assertThat(stopped.error()).contains("imported 1 entries", "line 2: ").doesNotContain("line 4");
  }

  @Test
  void aPlanCountsTheKeysThatAreThere() {
    shell.pipe(lines(300), "import");
    Outcome plan = shell.run("ring", "plan", "--keys", "--nodes", "a=h:1,b=h:2", "--add", "c=h:3");
    assertThat(plan.exit()).isZero();
    assertThat(plan.error()).isEqualTo("300 keys\n");
    assertThat(plan.out()).contains("a keeps", "b keeps", "a -> c", "b -> c");
  }

  @Test
  void aWrongKeyIsRefusedAndOneFromAFileIsTaken() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), Api.ADMIN_KEY + "\n");
    Map<String, String> wrong =
        Map.of("RINGCACHE_URL", environment.getOrDefault("RINGCACHE_URL", ""));
    Shell stranger = Shell.with(wrong);
    assertThat(stranger.run("keys", "-n", "shop").exit()).isEqualTo(Exit.REFUSED);
    assertThat(stranger.run("keys", "-n", "shop", "--key-file", file.toString()).exit()).isZero();
  }

  @Test
  void theJarDoesTheSameAndEndsQuietlyWhereNobodyReads() throws Exception {
    shell.pipe(lines(2_000), "import");
    String jar = "java -jar target/ringcache.jar ";
    assertThat(sh(jar + "get k-7")).isEqualTo(new Outcome(0, "7\n", ""));
    assertThat(sh(jar + "get none").exit()).isEqualTo(Exit.NOT_FOUND);
    Outcome cut = sh("(" + jar + "keys; echo \"exit $?\" >&2) | head -n 1");
    assertThat(cut.out().lines()).hasSize(1);
    assertThat(cut.error()).isIn("exit 141\n", "exit 0\n");
    Outcome copied =
        sh(jar + "export 'k-19*' | " + jar + "import -n copy && " + jar + "keys -n copy | wc -l");
    assertThat(copied.out().strip()).isEqualTo("111");
    assertThat(sh(jar + "nonsense").exit()).isNotZero();
  }

  private static String lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"key\":\"k-%d\",\"value\":%d}%n".formatted(i, i));
    }
    return lines.toString();
  }

  private Outcome sh(String line) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path error = directory.resolve("error");
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", "PATH=" + java + ":$PATH; " + line)
            .redirectOutput(out.toFile())
            .redirectError(error.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(error));
  }
}
