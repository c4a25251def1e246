package io.ringcache.bench.load;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What came out of a run of wrk, of the line that our script makes it print.
 *
 * @param bytes read, heads and bodies
 * @param socketErrors connections refused, broken off or without an answer in time
 * @param statusErrors answers of 400 and more
 * @param processorMicros of wrk itself
 */
public record WrkReport(
    long requests,
    double seconds,
    long bytes,
    double p50Millis,
    double p99Millis,
    long socketErrors,
    long statusErrors,
    double processorMicros) {

  private static final Pattern LINE = Pattern.compile("(?m)^ringcache( [a-z0-9_]+=[0-9.]+)+$");
  private static final Pattern FIELD = Pattern.compile("([a-z0-9_]+)=([0-9.]+)");

  /**
   * Of all that wrk has printed.
   *
   * @throws IllegalArgumentException with that, where it has not come to its end
   */
  static WrkReport parse(String printed, double processorMicros) {
    String line =
        LINE.matcher(printed)
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("wrk said:\n" + printed));
    Map<String, Double> fields =
        FIELD
            .matcher(line)
            .results()
            .collect(
                Collectors.toMap(
                    field -> field.group(1), field -> Double.parseDouble(field.group(2))));
    return new WrkReport(
        Math.round(fields.getOrDefault("requests", 0.0)),
        fields.getOrDefault("duration_us", 0.0) / 1e6,
        Math.round(fields.getOrDefault("bytes", 0.0)),
        fields.getOrDefault("p50_us", 0.0) / 1e3,
        fields.getOrDefault("p99_us", 0.0) / 1e3,
        Math.round(fields.getOrDefault("socket_errors", 0.0)),
        Math.round(fields.getOrDefault("status_errors", 0.0)),
        processorMicros);
  }

  public double perSecond() {
    return requests / seconds;
  }

  /**
   * Why the figures say nothing: errors, no answers, or answers without what was asked for; empty
   * where they do.
   *
   * @param answerBytes what each answer has at least
   */
  public Optional<String> refusal(long answerBytes) {
    if (socketErrors > 0) {
      return Optional.of(socketErrors + " socket errors");
    }
    if (statusErrors > 0) {
      return Optional.of(statusErrors + " answers that are not 2xx");
    }
    if (requests == 0) {
      return Optional.of("no answers");
    }
    if (bytes / requests < answerBytes) {
      return Optional.of("answers of " + bytes / requests + " bytes instead of " + answerBytes);
    }
    return Optional.empty();
  }
}
