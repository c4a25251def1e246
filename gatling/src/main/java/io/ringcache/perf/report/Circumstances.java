package io.ringcache.perf.report;

import io.ringcache.perf.measure.RedisInfo;
import io.ringcache.perf.settings.Settings;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** What figures were measured on: without it they say nothing. */
public final class Circumstances {

  private Circumstances() {}

  /** Time, commit, target, nodes, and the machine that the requests come from. */
  public static Map<String, String> describe(Settings settings) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    all.put("commit", commit());
    all.put("profile", settings.profile().spelling());
    all.put(
        "target",
        settings.target().baseUrl().map(Object::toString).orElse("")
            + (settings.target().isOwn() ? ", started for this run" : ""));
    RedisInfo redis = new RedisInfo(settings.target().nodes());
    all.put("nodes", redis.isPossible() ? redis.description() : "not given");
    all.put("clients' machine", machine());
    return all;
  }

  /** As a file beside the report. */
  public static void store(Map<String, String> circumstances, Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(circumstances);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }

  private static String machine() throws IOException {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d GiB, load %.1f before, %s %s, JDK %d",
        processor(),
        system.getAvailableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1L << 30)),
        system.getSystemLoadAverage(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version().feature());
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
    String commit = output("git", "rev-parse", "HEAD");
    boolean changed =
        !output("git", "status", "--porcelain", "--", "service/src/main", "gatling/src/main")
            .isEmpty();
    return changed ? commit + " with changes" : commit;
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
