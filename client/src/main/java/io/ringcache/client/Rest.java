package io.ringcache.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The calls on one namespace's entries, each as the API has it; those on many keys: {@link
 * BatchRest}. Whatever a stage fails with is a {@link RingcacheException}.
 */
final class Rest {

  private final Transport transport;
  private final String namespace;
  private final String entries;

  Rest(Transport transport, String namespace) {
    this.transport = transport;
    this.namespace = namespace;
    this.entries = "/api/v1/cache/" + namespace;
  }

  String namespace() {
    return namespace;
  }

  CompletableFuture<Optional<Found>> get(String key) {
    return transport
        .send(Call.of("GET", path(key), null))
        .thenApply(
            answer ->
                answer.says(Answer.NOT_FOUND, "key_not_found")
                    ? Optional.empty()
                    : Optional.of(EntryAnswer.of(answer)));
  }

  /** A HEAD's answer has no code: any 404 is taken for the key's. */
  CompletableFuture<Boolean> contains(String key) {
    return transport
        .send(Call.of("HEAD", path(key), null))
        .thenApply(answer -> answer.status() != Answer.NOT_FOUND && answer.orThrow().isSuccess());
  }

  CompletableFuture<Written> put(Stored stored) {
    return transport.send(putCall(stored)).thenApply(Rest::written);
  }

  /** Empty where the condition did not hold. */
  CompletableFuture<Optional<Written>> put(Stored stored, Condition condition) {
    return transport
        .send(putCall(stored).under(condition))
        .thenApply(
            answer ->
                answer.status() == Answer.PRECONDITION_FAILED
                    ? Optional.empty()
                    : Optional.of(written(answer)));
  }

  private Call putCall(Stored stored) {
    byte[] body = new Body().json("{").entry(stored.json(), stored.options()).json("}").toBytes();
    return Call.of("PUT", path(stored.key()), body);
  }

  private static Written written(Answer answer) {
    return new Written(answer.orThrow().status() == Answer.CREATED, answer.etag());
  }

  CompletableFuture<Boolean> delete(String key) {
    return deleted(Call.of("DELETE", path(key), null));
  }

  CompletableFuture<Boolean> delete(String key, Condition condition) {
    return deleted(Call.of("DELETE", path(key), null).under(condition));
  }

  private CompletableFuture<Boolean> deleted(Call call) {
    return transport
        .send(call)
        .thenApply(
            answer ->
                !answer.says(Answer.NOT_FOUND, "key_not_found")
                    && answer.status() != Answer.PRECONDITION_FAILED
                    && answer.orThrow().isSuccess());
  }

  CompletableFuture<Long> incr(String key, long delta, long initial, Optional<Duration> ttl) {
    Body body =
        new Body()
            .json("{\"key\":")
            .string(Keys.check(key))
            .json(",\"delta\":" + delta + ",\"initial\":" + initial)
            .ttl(ttl)
            .json("}");
    return transport
        .send(Call.of("POST", entries + "/incr", body.toBytes()).once())
        .thenApply(answer -> Json.answer(answer).path("value").asLong());
  }

  CompletableFuture<Boolean> touch(String key, Duration ttl) {
    Body body =
        new Body().json("{\"key\":").string(Keys.check(key)).ttl(Optional.of(ttl)).json("}");
    return transport
        .send(Call.of("POST", entries + "/touch", body.toBytes()))
        .thenApply(
            answer ->
                !answer.says(Answer.NOT_FOUND, "key_not_found") && answer.orThrow().isSuccess());
  }

  CompletableFuture<Long> invalidate(Collection<String> tags) {
    byte[] body = new Body().json("{\"tags\":").strings(tags).json("}").toBytes();
    return transport
        .send(Call.of("POST", entries + "/invalidate", body))
        .thenApply(answer -> Json.answer(answer).path("deleted_count").asLong());
  }

  CompletableFuture<Long> flush(Optional<String> pattern) {
    String query = pattern.map(glob -> "?pattern=" + Keys.escaped(glob)).orElse("");
    return transport
        .send(Call.of("DELETE", entries + query, null))
        .thenApply(answer -> Json.answer(answer).path("deleted_count").asLong());
  }

  CompletableFuture<NamespaceStats> stats() {
    return transport
        .send(Call.of("GET", entries + "/stats", null))
        .thenApply(Json::answer)
        .thenApply(
            stats ->
                new NamespaceStats(
                    stats.path("hits").asLong(),
                    stats.path("misses").asLong(),
                    stats.path("hit_rate").asDouble(),
                    stats.path("total_keys").asLong(),
                    stats.path("memory_used_bytes").asLong(),
                    stats.path("evictions").asLong(),
                    stats.path("degraded").asBoolean()));
  }

  CompletableFuture<KeyPage> keys(Optional<String> pattern, Optional<String> cursor, int limit) {
    StringBuilder path =
        new StringBuilder("/api/v1/namespaces/" + namespace + "/keys?limit=" + limit);
    pattern.ifPresent(glob -> path.append("&pattern=").append(Keys.escaped(glob)));
    cursor.ifPresent(place -> path.append("&cursor=").append(Keys.escaped(place)));
    return transport
        .send(Call.of("GET", path.toString(), null))
        .thenApply(Json::answer)
        .thenApply(
            page -> {
              List<String> keys = new ArrayList<>();
              page.path("keys").forEach(key -> keys.add(key.asText()));
              JsonNode next = page.path("cursor");
              return new KeyPage(
                  keys,
                  next.isTextual() ? Optional.of(next.asText()) : Optional.empty(),
                  page.path("degraded").asBoolean());
            });
  }

  private String path(String key) {
    return entries + "/" + Keys.escaped(Keys.check(key));
  }
}
