package io.ringcache.perf.launch;

import io.ringcache.perf.settings.WrongSetting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Whether a service can be asked at all. Blocks. */
final class Reachability {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final URI url;

  Reachability(URI url) {
    this.url = url;
  }

  boolean isHealthy() {
    try {
      return status("/health", Optional.empty()) == OK;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks once, so that a wrong address or key is said in a line, and not by a million failures.
   *
   * @throws WrongSetting with that line
   */
  void require(Optional<String> apiKey) {
    try {
      int health = status("/health", Optional.empty());
      if (health != OK) {
        throw new WrongSetting(
            "perf.base.url: " + url + "/health answers " + health + " instead of 200");
      }
      int namespaces = status("/api/v1/namespaces", apiKey);
      if (namespaces != OK) {
        throw new WrongSetting(
            "perf.base.url: "
                + url
                + " answers "
                + namespaces
                + " to this key: RINGCACHE_API_KEY has to be one for read, write, admin of perf*");
      }
    } catch (IOException e) {
      throw new WrongSetting("perf.base.url: " + url + " can not be reached");
    }
  }

  private int status(String path, Optional<String> apiKey) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/$", "") + path))
            .timeout(TIMEOUT);
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    try {
      return HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .build()
          .send(request.build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
