package io.ringcache.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gets over HTTP as fast as it goes, with {@code wrk}. */
final class HttpGets implements AutoCloseable {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern BAD = Pattern.compile("Non-2xx|Socket errors");

  private final Path script;
  private final int connections;

  /**
   * Of keys with numbers below that.
   *
   * @param keyFormat makes a key of its number, for Java and Lua alike
   */
  HttpGets(String path, String keyFormat, int keys, int connections) throws IOException {
    this.connections = connections;
    this.script = Files.createTempFile("gets", ".lua");
    Files.writeString(
        script,
        String.format(
            Locale.ROOT,
            """
            request = function()
              return wrk.format("GET", "%s/" .. string.format("%s", math.random(0, %d)))
            end
            """,
            path,
            keyFormat,
            keys - 1));
  }

  /**
   * The same without a look at the answers: a service that has just been started may be too slow
   * for its own deadlines.
   */
  void warmUp(int port, Duration duration) throws IOException, InterruptedException {
    String unused = wrk(port, duration);
  }

  /**
   * How many a second.
   *
   * @throws IOException if there is no wrk on the PATH
   * @throws IllegalStateException if one of the answers was not 200
   */
  double run(int port, Duration duration) throws IOException, InterruptedException {
    String said = wrk(port, duration);
    Matcher rate = RATE.matcher(said);
    if (BAD.matcher(said).find() || !rate.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  private String wrk(int port, Duration duration) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + duration.toSeconds() + "s",
                "--script=" + script,
                "http://127.0.0.1:" + port)
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    Files.delete(script);
  }
}
