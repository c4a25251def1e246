package io.ringcache.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringcache.cache.NodeState;
import io.ringcache.http.ErrorCode;
import io.ringcache.testing.Promtool;
import io.ringcache.testing.ThreeRedisNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert rules, the dashboard and the handbook speak of what the service really shows. */
class AlertsAndDashboardIT {

  private static final Path RULES = Path.of("..", "config", "prometheus-rules.yml");
  private static final Path DASHBOARD = Path.of("..", "config", "grafana-dashboard.json");
  private static final Path HANDBOOK = Path.of("..", "docs", "operations.md");

  private static final Pattern METRIC = Pattern.compile("\\b(?:ringcache|jvm|process)_[a-z0-9_]+");

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  private static Scrape scrape;

  @BeforeAll
  static void use() {
    try (MeteredService service =
        MeteredService.start("../config/redis.yml", Map.of("backend.nodes", REDIS.addresses()))) {
      await()
          .until(
              () ->
                  service.api().call("PUT", "/api/v1/cache/shown/key", "{\"value\":1}").status()
                      < 300);
      service.api().get("/api/v1/cache/shown/key");
      scrape = service.scrape();
    }
  }

  @TempDir private Path directory;

  @Test
  void theRulesLoad() {
    assertGood(Promtool.ask("", "check", "rules", RULES.toString()));
  }

  @Test
  void alertsFireWhenTheyAreTo() {
    assertGood(Promtool.ask("", "test", "rules", "src/test/resources/prometheus-rules-test.yml"));
  }

  /** But for names that Prometheus' own client gives to the JVM's metrics. */
  @Test
  void thePageIsAsPrometheusWantsIt() {
    Promtool.Verdict verdict = Promtool.ask(scrape.text(), "check", "metrics");
    assertThat(verdict.said().lines().filter(line -> !line.startsWith("jvm_"))).isEmpty();
  }

  @Test
  void theDashboardsQueriesAreRight() throws IOException {
    List<String> queries = dashboardQueries();
    String rules =
        IntStream.range(0, queries.size())
            .mapToObj(
                i ->
                    "      - {record: 'panel:"
                        + i
                        + "', expr: '"
                        + queries.get(i).replace("$__rate_interval", "5m").replace("'", "''")
                        + "'}")
            .collect(joining("\n", "groups:\n  - name: dashboard\n    rules:\n", "\n"));
    Path file = Files.writeString(directory.resolve("dashboard.yml"), rules);
    assertThat(queries).hasSizeGreaterThan(20);
    assertGood(Promtool.ask("", "check", "rules", file.toString()));
  }

  @Test
  void whatTheyNameIsShown() throws IOException {
    Set<String> named = new TreeSet<>(names(Files.readString(RULES)));
    assertThat(named).hasSizeGreaterThan(15);
    named.addAll(names(String.join("\n", dashboardQueries())));
    assertThat(scrape.names()).containsAll(named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation", "outcome", "state", "code"})
  void theValuesThatTheyAskForExist(String label) throws IOException {
    Set<String> values =
        switch (label) {
          case "operation" -> words(Call.values(), Call::label);
          case "outcome" -> words(Outcome.values(), Outcome::label);
          case "code" -> words(ErrorCode.values(), ErrorCode::code);
          default ->
              words(
                  NodeState.Condition.values(),
                  condition -> condition.name().toLowerCase(Locale.ROOT));
        };
    String text = Files.readString(RULES) + String.join("\n", dashboardQueries());
    assertThat(
            Pattern.compile("\\b" + label + "!?=~?\"([^\"]*)\"")
                .matcher(text)
                .results()
                .flatMap(result -> Arrays.stream(result.group(1).split("\\|"))))
        .isNotEmpty()
        .isSubsetOf(values);
  }

  @Test
  void theHandbookExplainsAllOfOurs() throws IOException {
    String handbook = Files.readString(HANDBOOK);
    assertThat(scrape.names())
        .filteredOn(name -> name.startsWith("ringcache_"))
        .map(name -> name.replaceFirst("_(bucket|count|sum)$", ""))
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(handbook).contains("`" + name + "`"));
  }

  @Test
  void theHandbookNamesNothingThatIsNot() throws IOException {
    Set<String> families =
        scrape.names().stream()
            .flatMap(name -> Stream.of(name, name.replaceFirst("_(bucket|count|sum)$", "")))
            .collect(Collectors.toSet());
    String handbook = Files.readString(HANDBOOK);
    // Elsewhere are names of the playbooks' variables and of the database's functions, too.
    String metrics =
        handbook.substring(handbook.indexOf("\n## Metrics\n"), handbook.indexOf("\n## Alerts\n"));
    assertThat(names(metrics))
        .filteredOn(name -> !name.endsWith("_"))
        .hasSizeGreaterThan(30)
        .isSubsetOf(families);
  }

  @Test
  void everyAlertIsInTheHandbooksTables() throws IOException {
    String handbook = Files.readString(HANDBOOK);
    String rules = Files.readString(RULES);
    assertThat(names(rules))
        .allSatisfy(
            name -> assertThat(handbook).contains(name.replaceFirst("_(bucket|count|sum)$", "")));
  }

  /** What to do about it. */
  @Test
  void everyAlertHasItsEntryInTheHandbook() throws IOException {
    Set<String> alerts = rows(Files.readString(RULES), "(?m)^\\s+- alert: (\\w+)$");
    String row = "(?m)^\\| `(Ringcache\\w+)` \\| (?:page|ticket) \\|";
    assertThat(rows(Files.readString(HANDBOOK), row)).isEqualTo(alerts).hasSizeGreaterThan(20);
  }

  private static Set<String> rows(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static <T> Set<String> words(T[] constants, Function<T, String> word) {
    return Arrays.stream(constants).map(word).collect(Collectors.toSet());
  }

  private static Set<String> names(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static List<String> dashboardQueries() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
    return dashboard.findValuesAsText("expr");
  }

  private static void assertGood(Promtool.Verdict verdict) {
    assertThat(verdict.good()).as(verdict.said()).isTrue();
  }
}
