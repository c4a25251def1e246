package io.ringcache.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.ringcache.docs.Page.Block;
import io.ringcache.docs.Steps.Step;
import io.ringcache.docs.Terminal.Job;
import io.ringcache.docs.Terminal.Outcome;
import io.ringcache.testing.FreePort;
import io.ringcache.testing.PostgresServer;
import io.ringcache.testing.ThreeRedisNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README does what it says: every command of it is run, in order, in a copy of the checkout,
 * and ends well, and where it shows an answer that is what comes. The service's pages that it names
 * are there.
 *
 * <p>A reader has two terminals, one of which is taken by {@code make run}; and types on where a
 * command ends with {@code &}. What differs is {@link #INSTEAD} and the environment that {@link
 * #open} gives to the terminals: ports, the addresses of the nodes and of the database, passwords.
 */
class ReadmeIT {

  private static final String READY = "Ringcache is ready at";
  private static final Pattern SERVED = Pattern.compile("http://localhost:8080[^\\s`),;]*");

  /** Commands that do not end by themselves. */
  private static final Pattern SERVES = Pattern.compile("make run\\b.*|.* server \\S+ &");

  /**
   * What would take minutes here, and is run by {@code .ci/run} itself. That make knows it is seen.
   */
  private static final Map<String, String> ONLY_LOOKED_AT =
      Map.of(
          "make test", "this is a part of it",
          "make perf", ".ci/run runs it after the tests: two minutes, and a machine to itself");

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static Page readme;

  @SuppressWarnings("NullAway.Init")
  private static PostgresServer postgres;

  private static final Map<String, String> INSTEAD = new LinkedHashMap<>();

  @SuppressWarnings("NullAway.Init")
  private static Terminal serving;

  @SuppressWarnings("NullAway.Init")
  private static Terminal typing;

  private static @Nullable Job service;

  @BeforeAll
  static void prepare() throws IOException, SQLException {
    readme = Page.read(Page.ROOT.resolve("README.md"));
    postgres = PostgresServer.start();
    makeRoles();
    Path checkout = Files.createDirectory(directory.resolve("ringcache"));
    Checkout.copyTo(checkout);
    int port = FreePort.next();
    serving = open(checkout, "serving", port);
    typing = open(checkout, "typing", port);
    INSTEAD.put("localhost:8080", "localhost:" + port);
    INSTEAD.put("10.0.0.1:6379,10.0.0.2:6379,10.0.0.3:6379", REDIS.addresses());
    INSTEAD.put("10.0.0.4:5432", postgres.address());
    INSTEAD.put("PASSWORD=…", "PASSWORD=" + postgres.password());
  }

  /** With the port that everything takes instead of 8080, and a curl that fails where HTTP does. */
  private static Terminal open(Path checkout, String name, int port) throws IOException {
    Path java = Path.of(System.getProperty("java.home"));
    Path home = Files.createDirectory(directory.resolve(name));
    Files.writeString(home.resolve(".curlrc"), "no-progress-meter\nfail-with-body\n");
    return Terminal.open(
        checkout,
        home,
        Map.of(
            "JAVA_HOME", java.toString(),
            "PATH", java.resolve("bin") + ":" + System.getenv("PATH"),
            "CURL_HOME", home.toString(),
            "RINGCACHE_HTTP_PORT", Integer.toString(port),
            "RINGCACHE_ADMIN_PORT", Integer.toString(FreePort.next()),
            "RINGCACHE_BIND_HOST", "127.0.0.1",
            "RINGCACHE_URL", "http://localhost:" + port));
  }

  @AfterAll
  static void end() {
    serving.close();
    typing.close();
    postgres.close();
  }

  @TestFactory
  Stream<DynamicTest> everyStepDoesWhatItSays() {
    return Stream.concat(
        Steps.of(readme).stream().map(step -> dynamicTest("line " + step, () -> take(step))),
        Stream.of(dynamicTest("client/README.md compiles", ReadmeIT::compileThoseOfTheClient)));
  }

  @Test
  void whatTheTestTreatsByItselfIsThere() {
    String text = readme.blocks().stream().map(Block::text).collect(joining("\n"));
    assertThat(INSTEAD.keySet()).allSatisfy(shown -> assertThat(text).contains(shown));
    assertThat(Steps.of(readme).stream().map(ReadmeIT::command))
        .containsAll(ONLY_LOOKED_AT.keySet());
  }

  private static void take(Step step) throws IOException {
    switch (step.language()) {
      case "sh" -> run(step);
      case "java" -> runJava(step.text());
      default -> fail("a block of " + step.language() + ", of which nobody knows how it is run");
    }
  }

  private static void run(Step step) throws IOException {
    String command = command(step);
    if (ONLY_LOOKED_AT.containsKey(command)) {
      lookAt(command);
    } else if (SERVES.matcher(command).matches()) {
      serve(command);
    } else {
      Outcome outcome = typing.run(instead(step.text()));
      assertThat(outcome.status()).as("README.md:%s\n%s", step, outcome.said()).isZero();
      if (!step.answer().isEmpty()) {
        assertThat(outcome.said())
            .as("README.md:%s", step)
            .matches(said -> Answer.shows(step.answer(), said), "shown as\n" + step.answer());
      }
    }
  }

  /** Without the remark that stands behind it. */
  private static String command(Step step) {
    return step.text().replaceFirst(" +#.*", "");
  }

  /** What make would do. */
  private static void lookAt(String command) throws IOException {
    Outcome outcome = typing.run(command.replaceFirst("make", "make -n"));
    assertThat(outcome.status()).as(outcome.said()).isZero();
    assertThat(outcome.said()).isNotBlank();
  }

  /** In place of what served before, if anything did. */
  private static void serve(String command) throws IOException {
    if (service != null) {
      service.interrupt();
    }
    boolean besides = command.endsWith("&");
    service = (besides ? typing : serving).start(instead(command).replaceFirst(" *&$", ""), READY);
    for (String page : pages()) {
      Outcome outcome = typing.run("curl -o /dev/null " + instead(page));
      assertThat(outcome.status()).as(page + ": " + outcome.said()).isZero();
    }
  }

  /** Those of the service that the README sends its reader to. */
  private static Set<String> pages() {
    Set<String> pages =
        readme.prose().stream()
            .flatMap(line -> SERVED.matcher(line).results())
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(pages).isNotEmpty();
    return pages;
  }

  private static void runJava(String piece) throws IOException {
    Outcome outcome = java("java", Pieces.program(instead(piece), "user"));
    assertThat(outcome.said().strip()).isEqualTo("User[id=123, name=of the database]");
  }

  private static void compileThoseOfTheClient() throws IOException {
    List<String> pieces =
        Page.read(Page.ROOT.resolve("client/README.md")).blocks().stream()
            .filter(block -> block.language().equals("java"))
            .map(Block::text)
            .toList();
    assertThat(pieces).hasSizeGreaterThan(3);
    java("javac -Xlint:-options -d '" + directory + "'", Pieces.program(pieces));
  }

  /** On what make example has compiled. */
  private static Outcome java(String command, String program) throws IOException {
    Path file = Files.writeString(directory.resolve("Pieces.java"), program);
    Outcome outcome =
        typing.run(
            command
                + " -cp \"client/target/classes:$(cat client/target/classpath)\" '"
                + file
                + "'");
    assertThat(outcome.status()).as(outcome.said()).isZero();
    return outcome;
  }

  private static String instead(String text) {
    String changed = text;
    for (Map.Entry<String, String> each : INSTEAD.entrySet()) {
      changed = changed.replace(each.getKey(), each.getValue());
    }
    return changed;
  }

  /** By the manual. */
  private static void makeRoles() throws IOException, SQLException {
    Page manual = Page.read(Page.ROOT.resolve("docs/operations.md"));
    String sql =
        manual.blocks().stream()
            .map(Block::text)
            .filter(
                text ->
                    text.startsWith("CREATE ROLE ringcache_owner") && text.contains("\\connect"))
            .findFirst()
            .orElseThrow()
            .replace("…", postgres.password());
    String[] databases = sql.split("\\\\connect ringcache\n", -1);
    assertThat(databases).hasSize(2);
    execute("postgres", databases[0]);
    execute("ringcache", databases[1]);
  }

  private static void execute(String database, String sql) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement()) {
      for (String one : sql.strip().split(";\n", -1)) {
        statement.execute(one);
      }
    }
  }
}
