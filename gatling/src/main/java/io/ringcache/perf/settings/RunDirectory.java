package io.ringcache.perf.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Where a run leaves everything: what it was, its settings, what was measured, Gatling's reports
 * and the summary.
 */
public record RunDirectory(Path path) {

  private static final String DIRECTORY = "perf.directory";
  private static final String RESULTS = "perf.results";
  private static final String HEAP = "perf.heap";

  /** Those that are no settings of what is done, but of where and by whom. */
  private static final Set<String> ABOUT_IT = Set.of(SettingsSource.FILE, DIRECTORY, RESULTS, HEAP);

  static boolean isAboutIt(String property) {
    return ABOUT_IT.contains(property);
  }

  /** That of the run that this JVM is part of; without one, where Gatling puts its reports. */
  public static RunDirectory current(Properties system) {
    return new RunDirectory(Path.of(system.getProperty(DIRECTORY, "target/gatling")));
  }

  /** What a JVM is given that becomes part of the run. */
  public Map<String, String> properties() {
    return Map.of(
        SettingsSource.FILE,
        settings().toString(),
        DIRECTORY,
        path.toString(),
        RESULTS,
        path.toString());
  }

  /** Every setting, as it was. */
  public Path settings() {
    return path.resolve("settings.properties");
  }

  /** Commit, machine, nodes. */
  public Path circumstances() {
    return path.resolve("run.properties");
  }

  public Path measurements() {
    return path.resolve("measurements.properties");
  }

  /** What Gatling and Maven say meanwhile. */
  public Path log() {
    return path.resolve("gatling.log");
  }

  public Path summary() {
    return path.resolve("summary.md");
  }

  public Path junit() {
    return path.resolve("TEST-perf.xml");
  }
}
