package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.client.testing.RingcacheService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Registers namespaces where a service does not do so by itself. */
final class NamespaceMaker {

  private NamespaceMaker() {}

  static void make(RingcacheService service, String name) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/namespaces/" + name))
            .header("Authorization", "Bearer an-admin-key-of-32-characters-or-more")
            .PUT(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      assertThat(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(201);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
