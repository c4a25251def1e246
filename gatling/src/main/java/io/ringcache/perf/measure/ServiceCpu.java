package io.ringcache.perf.measure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The CPU that the service has used, as its metrics have it. Blocks. */
public final class ServiceCpu {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String METRIC = "process_cpu_seconds_total ";

  private final Optional<URI> metrics;

  /** By its {@code /metrics}; without it nothing can be asked. */
  public ServiceCpu(Optional<URI> metrics) {
    this.metrics = metrics;
  }

  public boolean isPossible() {
    return metrics.isPresent();
  }

  /**
   * Seconds so far.
   *
   * @throws IllegalStateException if that is not to be had there
   */
  public double seconds() {
    URI url = metrics.orElseThrow();
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    try {
      return parse(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new IllegalStateException("perf.metrics.url: " + url + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static double parse(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(METRIC))
        .mapToDouble(line -> Double.parseDouble(line.substring(METRIC.length())))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("perf.metrics.url: there is no " + METRIC + "there"));
  }
}
