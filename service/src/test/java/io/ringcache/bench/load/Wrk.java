package io.ringcache.bench.load;

import io.ringcache.bench.process.ProcessorTime;
import io.ringcache.bench.process.ProgramVersion;
import io.ringcache.testing.ClosedAtExit;
import io.ringcache.testing.SearchPath;
import io.ringcache.testing.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The load generator <a href="https://github.com/wg/wrk">wrk</a>: a number of connections, each of
 * which sends its next request when its last is answered, and so as many as go through. One thread.
 */
public final class Wrk {

  /** What to do where there is none. */
  public static final String MISSING =
      "wrk is not installed: apt-get install wrk (macOS: brew install wrk)";

  private static final String TIMEOUT = "10s";

  private final Path program;

  private Wrk(Path program) {
    this.program = program;
  }

  /** Empty where it is not installed. */
  public static Optional<Wrk> find() {
    return SearchPath.program("wrk").map(Wrk::new);
  }

  /** For the page. */
  public String description() throws IOException {
    return "wrk " + ProgramVersion.firstIn(run(List.of(program.toString(), "--version")));
  }

  /** Sends the request, each time with other keys of that many; returns after that time. */
  public WrkReport run(int port, Request request, int keys, int connections, Duration duration)
      throws IOException {
    Path directory = Files.createTempDirectory("ringcache-wrk-");
    Path template = directory.resolve("request");
    Path script = directory.resolve("requests.lua");
    AutoCloseable delete = () -> TemporaryDirectory.delete(directory);
    ClosedAtExit.add(delete);
    try {
      Files.writeString(template, request.template(port), StandardCharsets.US_ASCII);
      try (InputStream lua = Wrk.class.getResourceAsStream("/bench/requests.lua")) {
        Files.copy(Objects.requireNonNull(lua), script, StandardCopyOption.REPLACE_EXISTING);
      }
      double before = ProcessorTime.ofEndedChildren();
      String said =
          run(
              List.of(
                  program.toString(),
                  "--threads=1",
                  "--connections=" + connections,
                  "--duration=" + duration.toSeconds() + "s",
                  "--timeout=" + TIMEOUT,
                  "--script=" + script,
                  "http://127.0.0.1:" + port,
                  "--",
                  template.toString(),
                  Integer.toString(keys)));
      return WrkReport.parse(said, ProcessorTime.ofEndedChildren() - before);
    } finally {
      TemporaryDirectory.delete(directory);
      ClosedAtExit.remove(delete);
    }
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    AutoCloseable kill = process::destroyForcibly;
    ClosedAtExit.add(kill);
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.onExit().join(); // and so its time is counted
      return said;
    } finally {
      ClosedAtExit.remove(kill);
    }
  }
}
