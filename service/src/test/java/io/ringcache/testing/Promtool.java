package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prometheus' own judgement: the {@code promtool} that {@link #VARIABLE} names, or the one on the
 * PATH. Without one, asking it fails and says what to install.
 */
public final class Promtool {

  /** Names the {@code promtool} program to check with. */
  static final String VARIABLE = "RINGCACHE_TEST_PROMTOOL";

  /**
   * What it said.
   *
   * @param good whether it had nothing to object to
   */
  public record Verdict(boolean good, String said) {}

  private Promtool() {}

  /**
   * Asks it.
   *
   * @param input what it reads from its standard input
   * @param arguments such as {@code check rules FILE}
   */
  public static Verdict ask(String input, String... arguments) {
    Path program =
        SearchPath.program(System.getenv(), VARIABLE, "promtool")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No promtool to check with: install it (Debian, Ubuntu: apt-get install"
                            + " prometheus; macOS: brew install prometheus), or set "
                            + VARIABLE
                            + " to its path"));
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Verdict(process.onExit().join().exitValue() == 0, said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
