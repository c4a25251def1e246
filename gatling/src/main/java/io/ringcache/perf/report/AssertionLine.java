package io.ringcache.perf.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Gatling says on the console of an assertion, the only place where it tells the figure of one
 * that holds.
 *
 * @param value NaN where there were no such requests
 */
public record AssertionLine(String name, boolean holds, double value) {

  private static final Pattern LINE =
      Pattern.compile("(?<name>.+?): (?<what>.+) : (?<holds>true|false) \\((?<rest>.*)\\)");
  private static final Pattern ACTUAL = Pattern.compile("actual : (?<value>[-0-9.Ee]+)");

  /** Empty where the line is about something else. */
  public static Optional<AssertionLine> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Matcher actual = ACTUAL.matcher(matcher.group("rest"));
    return Optional.of(
        new AssertionLine(
            matcher.group("name"),
            Boolean.parseBoolean(matcher.group("holds")),
            actual.matches() ? Double.parseDouble(actual.group("value")) : Double.NaN));
  }
}
