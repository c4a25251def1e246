package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A {@code carbon-cache}, which is what takes metrics for Graphite, on a free port of 127.0.0.1; it
 * keeps a point a second of whatever is sent. To be closed. Not thread-safe.
 *
 * <p>The program that {@link #VARIABLE} names, or {@code carbon-cache} on the PATH, with {@code
 * whisper-fetch} beside it. Without one, starting fails and says what to install.
 */
public final class CarbonServer implements AutoCloseable {

  /** Names the {@code carbon-cache} program to test with. */
  static final String VARIABLE = "RINGCACHE_TEST_CARBON";

  private static final String CONFIGURATION =
      """
      [cache]
      STORAGE_DIR = %1$s
      LOCAL_DATA_DIR = %1$s/data
      CONF_DIR = %1$s
      LOG_DIR = %1$s
      PID_DIR = %1$s
      WHITELISTS_DIR = %1$s
      USER =
      LINE_RECEIVER_INTERFACE = 127.0.0.1
      LINE_RECEIVER_PORT = %2$d
      PICKLE_RECEIVER_PORT = 0
      CACHE_QUERY_INTERFACE = 127.0.0.1
      CACHE_QUERY_PORT = 0
      MAX_CREATES_PER_MINUTE = inf
      MAX_UPDATES_PER_SECOND = inf
      WHISPER_AUTOFLUSH = True
      ENABLE_LOGROTATION = False
      ENABLE_TAGS = False
      """;

  private static final String RETENTION = "[all]\npattern = .*\nretentions = 1s:10m\n";

  private final LocalProgram program;
  private final Path directory;

  private CarbonServer(LocalProgram program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /** Starts one; returns when it takes metrics. */
  public static CarbonServer start() {
    Path carbon =
        SearchPath.program(System.getenv(), VARIABLE, "carbon-cache")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No carbon-cache to test with: install it (Debian, Ubuntu: apt-get install"
                            + " graphite-carbon), or set "
                            + VARIABLE
                            + " to its path"));
    List<Path> directories = new ArrayList<>();
    LocalProgram program =
        LocalProgram.start(
            "carbon",
            (port, directory) -> {
              directories.add(directory);
              return command(carbon, port, directory);
            },
            (port, log) -> log.contains("CarbonReceiverFactory starting on " + port));
    return new CarbonServer(program, directories.get(directories.size() - 1));
  }

  private static ProcessBuilder command(Path carbon, int port, Path directory) throws IOException {
    Path configuration = directory.resolve("carbon.conf");
    Files.writeString(configuration, CONFIGURATION.formatted(directory, port));
    Files.writeString(directory.resolve("storage-schemas.conf"), RETENTION);
    return new ProcessBuilder(
        carbon.toString(),
        "--config=" + configuration,
        "--pidfile=" + directory.resolve("carbon.pid"),
        "--nodaemon",
        "start");
  }

  public int port() {
    return program.port();
  }

  /** The names of all metrics that it has been sent: {@code a.b.c}. */
  public List<String> metrics() {
    Path data = directory.resolve("data");
    if (!Files.isDirectory(data)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .map(file -> data.relativize(file).toString())
          .filter(file -> file.endsWith(".wsp") && !file.startsWith("carbon"))
          .map(file -> file.substring(0, file.length() - ".wsp".length()).replace('/', '.'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of a metric, oldest first; empty if there is no such metric. */
  public List<Double> values(String metric) {
    Path file = directory.resolve("data").resolve(metric.replace('.', '/') + ".wsp");
    if (!Files.exists(file)) {
      return List.of();
    }
    return said("whisper-fetch", "--from=0", "--drop=nulls", file.toString())
        .lines()
        .map(line -> Double.valueOf(line.split("\t", 2)[1]))
        .toList();
  }

  private static String said(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.onExit().join().exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " said:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
