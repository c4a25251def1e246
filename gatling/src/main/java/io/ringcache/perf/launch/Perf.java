package io.ringcache.perf.launch;

import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.measure.ServiceCpu;
import io.ringcache.perf.objectives.Objective;
import io.ringcache.perf.objectives.Objectives;
import io.ringcache.perf.report.AssertionLine;
import io.ringcache.perf.report.Circumstances;
import io.ringcache.perf.report.JUnitReport;
import io.ringcache.perf.report.Outcome;
import io.ringcache.perf.report.Summary;
import io.ringcache.perf.requests.Connections;
import io.ringcache.perf.settings.RunDirectory;
import io.ringcache.perf.settings.Settings;
import io.ringcache.perf.settings.SettingsSource;
import io.ringcache.perf.settings.WrongSetting;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code make perf}: starts Redis and the service, unless another target is given, runs the
 * profile's simulations, judges them and stops what it has started, also when it is interrupted.
 *
 * <p>Ends with 0 where every objective that is judged is met, with 1 where one is missed, with 2
 * where it could not be measured.
 */
public final class Perf {

  private static final int MET = 0;
  private static final int MISSED = 1;
  private static final int IMPOSSIBLE = 2;

  private static final Path RUNS = Path.of("gatling/target/perf");
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final List<String> maven;
  private final Closing closing = new Closing();

  private Perf(List<String> maven) {
    this.maven = List.copyOf(maven);
  }

  /**
   * Runs as the system's properties say.
   *
   * @param args the command that runs gatling-maven-plugin
   */
  public static void main(String[] args) throws Exception {
    System.exit(new Perf(List.of(args)).run());
  }

  private int run() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(closing::close, "closing"));
    try {
      return measure();
    } catch (WrongSetting | IllegalStateException e) {
      System.err.println(e.getMessage());
      return IMPOSSIBLE;
    } catch (IOException e) {
      if (!closing.isClosed()) {
        throw e;
      }
      return IMPOSSIBLE; // interrupted, and so what was being read has ended
    } finally {
      closing.close();
    }
  }

  private int measure() throws IOException, InterruptedException {
    Map<String, String> values = new TreeMap<>(SettingsSource.read(System.getProperties()));
    Settings given = Settings.of(values);
    RunDirectory directory = newDirectory(given);
    Map<String, String> environment = Map.of();
    if (given.target().baseUrl().isPresent()) {
      new Reachability(given.target().baseUrl().get()).require(Connections.apiKey());
      ServiceCpu cpu = new ServiceCpu(given.target().metricsUrl());
      if (cpu.isPossible()) {
        cpu.seconds(); // says now what is wrong with it
      }
    } else {
      System.out.println("Starting three Redis nodes and the service.");
      Deployment deployment = closing.on(new Deployment());
      deployment.start(directory.path());
      values.putAll(deployment.settings());
      environment = deployment.environment();
    }
    Settings settings = Settings.of(values);
    store(values, directory.settings());
    Map<String, String> circumstances = Circumstances.describe(settings);
    Circumstances.store(circumstances, directory.circumstances());
    List<Outcome> outcomes = new ArrayList<>();
    for (Stage stage : Stage.of(settings.profile())) {
      outcomes.addAll(outcomes(stage, settings, directory, environment));
    }
    return report(settings, directory, circumstances, outcomes);
  }

  private List<Outcome> outcomes(
      Stage stage, Settings settings, RunDirectory directory, Map<String, String> environment)
      throws IOException {
    System.out.println("Running " + stage.name() + "; its log: " + directory.log());
    List<AssertionLine> lines =
        closing.on(GatlingRun.start(maven, stage, directory, environment)).assertions();
    List<Objective> objectives = stage.objectives().apply(new Objectives(settings));
    try {
      return Outcome.of(objectives, lines, Figures.in(directory.measurements()));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          stage.name() + " did not come to its end, see " + directory.log(), e);
    }
  }

  private static int report(
      Settings settings,
      RunDirectory directory,
      Map<String, String> circumstances,
      List<Outcome> outcomes)
      throws IOException {
    String suite = "perf." + settings.profile().spelling();
    JUnitReport.write(directory.junit(), suite, outcomes);
    String summary =
        Summary.markdown(
            settings,
            circumstances,
            outcomes,
            Figures.in(directory.measurements()),
            reports(directory.path()));
    Files.writeString(directory.summary(), summary);
    System.out.println(summary);
    System.out.println(directory.summary());
    return outcomes.stream().anyMatch(Outcome::isMissed) ? MISSED : MET;
  }

  private static List<String> reports(Path directory) throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .map(path -> path.resolve("index.html"))
          .filter(Files::exists)
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  private static RunDirectory newDirectory(Settings settings) throws IOException {
    String name =
        LocalDateTime.now(ZoneOffset.UTC).format(NAME) + "-" + settings.profile().spelling();
    return new RunDirectory(Files.createDirectories(RUNS.resolve(name)).toAbsolutePath());
  }

  private static void store(Map<String, String> values, Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
