package io.ringcache.bench.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Asks programs for their versions. */
public final class ProgramVersion {

  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private ProgramVersion() {}

  /** The first that the command prints; empty where it can not be run, or does not end well. */
  public static Optional<String> printedBy(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.onExit().join().exitValue() == 0
          ? Optional.of(firstIn(said))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first in the text, such as {@code 1.22.1}; an empty one where there is none. */
  public static String firstIn(String text) {
    return VERSION.matcher(text).results().map(MatchResult::group).findFirst().orElse("");
  }
}
