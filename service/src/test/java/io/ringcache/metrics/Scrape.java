package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code /metrics} showed at one time.
 *
 * @param text the page
 * @param samples by name and labels, as the page has them: {@code name{label="value"}}
 */
record Scrape(String text, Map<String, Double> samples) {

  static Scrape of(int adminPort) {
    try {
      RawHttp.Answer answer = RawHttp.request(adminPort, "GET", "/metrics");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
      return parse(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Scrape parse(String text) {
    Map<String, Double> samples = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              String value = line.substring(end + 1);
              samples.put(
                  line.substring(0, end),
                  value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value));
            });
    return new Scrape(text, samples);
  }

  /** The value; 0 for what is not there, as a counter begins. */
  double value(String sample) {
    return samples.getOrDefault(sample, 0.0);
  }

  /** The sum of all samples that begin so. */
  double sum(String beginning) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(beginning))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The names of all samples, without their labels. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.keySet().forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
    return names;
  }
}
