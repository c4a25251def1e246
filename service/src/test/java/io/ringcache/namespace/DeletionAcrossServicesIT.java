package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.ErrorShape;
import io.ringcache.http.RawHttp;
import io.ringcache.testing.SharedPostgres;
import io.ringcache.testing.ThreeRedisNodes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two services over the same nodes and the same database, of which one deletes a namespace. */
class DeletionAcrossServicesIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();
  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  /** What the API promises, and something for a busy machine. */
  private static final int NOTICED_SECONDS = 5 + 5;

  private static final Duration FREE = Duration.ofSeconds(15 + 15);
  private static final String NAME = "across-services";

  @Test
  void nothingIsLeftOfWhatTheOtherWroteUntilItNoticed() throws Exception {
    MigratedDatabase database = MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
    try (NamespaceService one = start(database);
        NamespaceService other = start(database)) {
      assertThat(one.putNamespace(NAME).status()).isEqualTo(201);
      await().until(() -> other.get("/api/v1/namespaces/" + NAME).status() == 200);

      AtomicInteger written = new AtomicInteger();
      CompletableFuture<RawHttp.Answer> refusal =
          CompletableFuture.supplyAsync(() -> writeUntilRefused(other, written));
      await().until(() -> written.get() >= 50);
      assertThat(one.deleteNamespace(NAME).status()).isEqualTo(200);
      assertRefused(one.putNamespace(NAME), 409, "namespace_busy");
      assertRefused(one.get("/api/v1/namespaces/" + NAME), 404, "namespace_not_found");
      assertRefused(one.deleteNamespace(NAME), 404, "namespace_not_found");
      assertRefused(one.putEntry(NAME, "k"), 400, "invalid_namespace");
      assertRefused(refusal.get(NOTICED_SECONDS, TimeUnit.SECONDS), 400, "invalid_namespace");

      await().atMost(FREE).until(() -> other.putNamespace(NAME).status() == 201);
      for (int i = 0; i < written.get(); i++) {
        assertThat(other.get("/api/v1/cache/" + NAME + "/k" + i).status()).isEqualTo(404);
      }
      assertThat(other.get("/api/v1/cache/" + NAME + "/stats").body()).contains("\"total_keys\":0");
    }
  }

  private static NamespaceService start(MigratedDatabase database) throws Exception {
    return NamespaceService.start(
        database,
        ConfigOverride.config("backend.type", "redis"),
        ConfigOverride.config("backend.nodes", REDIS.addresses()));
  }

  private static RawHttp.Answer writeUntilRefused(NamespaceService service, AtomicInteger written) {
    try {
      while (true) {
        RawHttp.Answer answer = service.putEntry(NAME, "k" + written.get());
        if (answer.status() != 201) {
          return answer;
        }
        written.incrementAndGet();
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void assertRefused(RawHttp.Answer answer, int status, String code)
      throws IOException {
    assertThat(answer.status()).isEqualTo(status);
    ErrorShape.assertIs(answer, code);
  }
}
