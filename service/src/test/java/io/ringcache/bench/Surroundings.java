package io.ringcache.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What figures were measured on: without it they say nothing. */
final class Surroundings {

  private Surroundings() {}

  /** One line: date, commit, machine, how busy it is already, JDK. */
  static String describe() throws IOException {
    return String.join(
        " · ",
        LocalDate.now(ZoneOffset.UTC).toString(),
        "commit " + commit(),
        machine(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        "JDK " + Runtime.version().feature());
  }

  private static String machine() throws IOException {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d GiB, load %.1f before",
        processor(),
        system.getAvailableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
        system.getSystemLoadAverage());
  }

  /** Only Linux says. */
  private static String processor() throws IOException {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (Files.notExists(cpuInfo)) {
      return "a processor";
    }
    return Files.readAllLines(cpuInfo).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("a processor");
  }

  private static String commit() throws IOException {
    String commit = output("git", "rev-parse", "--short", "HEAD");
    boolean changed = !output("git", "status", "--porcelain", "--", "service/src/main").isEmpty();
    return changed ? commit + " with changes" : commit;
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
