package io.ringcache.perf.launch;

import io.ringcache.perf.report.AssertionLine;
import io.ringcache.perf.settings.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One simulation in a process of its own, by gatling-maven-plugin. */
final class GatlingRun implements AutoCloseable {

  /** How a setting's error begins, wherever it is thrown. */
  private static final String WRONG = "WrongSetting: ";

  private final Process process;
  private final RunDirectory directory;

  private GatlingRun(Process process, RunDirectory directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Begins.
   *
   * @param maven the command that runs the plugin
   */
  static GatlingRun start(
      List<String> maven, Stage stage, RunDirectory directory, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>(maven);
    command.add("-Dgatling.simulationClass=" + stage.simulation().getName());
    directory.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new GatlingRun(builder.start(), directory);
  }

  /**
   * What Gatling says of the assertions, when it has ended. Everything that it says goes into the
   * log.
   *
   * @throws IllegalStateException if it stopped at a wrong setting
   */
  List<AssertionLine> assertions() throws IOException {
    List<AssertionLine> assertions = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        Writer log =
            Files.newBufferedWriter(
                directory.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.write(line + "\n");
        Optional<AssertionLine> assertion = AssertionLine.parse(line);
        assertion.ifPresent(assertions::add);
        if (line.contains(WRONG)) {
          throw new IllegalStateException(line.substring(line.indexOf(WRONG) + WRONG.length()));
        }
      }
    }
    return assertions;
  }

  @Override
  public void close() {
    List<ProcessHandle> family;
    try (Stream<ProcessHandle> descendants = process.descendants()) {
      family = descendants.toList();
    }
    process.destroy();
    family.forEach(ProcessHandle::destroy);
  }
}
