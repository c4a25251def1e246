package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call on entries, against the service. */
final class EntriesIT extends OnSharedService {

  private static final StoreOptions MINUTE = StoreOptions.ttl(Duration.ofMinutes(1));

  @Test
  void whatWasPutIsThere() {
    Written first = users.put("user_1", User.ADA, Duration.ofSeconds(60));
    Written second = users.put("user_1", new User("Bob", 1));

    assertThat(first.created()).isTrue();
    assertThat(second.created()).isFalse();
    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertThat(users.get("user_1", User.class)).hasValue(new User("Bob", 1));
    assertThat(users.get("user_2", User.class)).isEmpty();
  }

  @Test
  void anEntryTellsItsTtlAgeAndEtag() {
    Written written = users.put("user_1", User.ADA, Duration.ofSeconds(60));

    CacheEntry<User> entry = users.entry("user_1", User.class).orElseThrow();

    assertThat(entry.value()).isEqualTo(User.ADA);
    assertThat(entry.ttlRemaining().orElseThrow())
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(entry.createdAt())
        .isBetween(Instant.now().minusSeconds(50), Instant.now().plusSeconds(50));
    assertThat(entry.etag()).isEqualTo(written.etag()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b", "100%", "%2F", "a;b=c", "a+b", "a b", "?q#f", "🦀", "ü", "a:b*{c}", "incr", "..a",
        "\"\\"
      })
  void anyKeyComesBackAsItIs(String key) {
    users.put(key, key, MINUTE);

    assertThat(users.get(key, String.class)).hasValue(key);
    assertThat(users.getAll(List.of(key), String.class)).containsExactly(Map.entry(key, key));
    assertThat(users.keys()).containsExactly(key);
    assertThat(users.contains(key)).isTrue();
    assertThat(users.incr(key + "#", 1)).isEqualTo(1);
    assertThat(users.touch(key, Duration.ofMinutes(2))).isTrue();
    assertThat(users.delete(key)).isTrue();
    assertThat(users.contains(key)).isFalse();
  }

  @Test
  void valuesKeepTheirTypes() {
    Map<String, List<User>> teams = Map.of("a", List.of(User.ADA), "b", List.of());
    users.put("teams", teams, MINUTE, new TypeReference<>() {});
    users.put("number", new BigDecimal("12345678901234567890.10"), MINUTE);
    users.put("date", LocalDate.of(2024, 2, 29), MINUTE);
    users.put("large", "x".repeat(900_000), MINUTE);

    assertThat(users.get("teams", new TypeReference<Map<String, List<User>>>() {})).hasValue(teams);
    assertThat(users.get("number", BigDecimal.class))
        .hasValue(new BigDecimal("12345678901234567890.10"));
    assertThat(users.get("date", LocalDate.class)).hasValue(LocalDate.of(2024, 2, 29));
    assertThat(users.get("large", String.class).orElseThrow()).hasSize(900_000);
    assertThat(users.get("teams", JsonNode.class).orElseThrow().path("b").isArray()).isTrue();
    assertThatThrownBy(() -> users.get("teams", Integer.class)).isInstanceOf(ValueException.class);
    assertThatThrownBy(() -> users.put("object", new Object(), MINUTE))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void fieldsThatAnOlderVersionDoesNotKnowAreLeftOut() {
    users.put("user_1", Map.of("name", "Ada", "age", 36, "since", "v2"), MINUTE);

    assertThat(users.get("user_1", User.class)).hasValue(User.ADA);
  }

  @Test
  void jsonsNullIsAnEntryWithoutValue() {
    users.put("nobody", null, MINUTE);

    assertThat(users.get("nobody", User.class)).isEmpty();
    assertThat(users.getAll(List.of("nobody"), User.class)).isEmpty();
    assertThat(users.contains("nobody")).isTrue();
    assertThat(users.entry("nobody", User.class))
        .hasValueSatisfying(entry -> assertThat(entry.value()).isNull());
  }

  @Test
  void manyKeysGoInAsManyRequestsAsItTakes() {
    Map<String, Integer> values =
        IntStream.range(0, 2500).boxed().collect(Collectors.toMap(i -> "k" + i, i -> i));

    assertThat(users.putAll(values, MINUTE)).isEqualTo(2500);

    Set<String> asked = new HashSet<>(values.keySet());
    asked.add("other");
    assertThat(users.getAll(asked, Integer.class)).isEqualTo(values);
    assertThat(users.keys()).containsExactlyInAnyOrderElementsOf(values.keySet());
    assertThat(users.keys("k1?")).hasSize(10);
    assertThat(users.deleteAll(asked)).isEqualTo(2500);
    assertThat(users.keys()).isEmpty();
  }

  @Test
  void largeValuesAreSplitByTheirBytes() {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < 24; i++) {
      values.put("k" + i, "x".repeat(1_000_000)); // more than a request may have
    }

    assertThat(users.putAll(values, MINUTE)).isEqualTo(24);
    assertThat(users.contains("k23")).isTrue();
  }

  @Test
  void noKeysAreNoRequest() {
    assertThat(users.getAll(List.of(), User.class)).isEmpty();
    assertThat(users.putAll(Map.of(), MINUTE)).isZero();
    assertThat(users.deleteAll(List.of())).isZero();
  }

  @Test
  void ofManyWhoCreateOneSucceeds() {
    assertThat(users.putIfAbsent("k", 1, MINUTE)).isPresent();
    assertThat(users.putIfAbsent("k", 2, MINUTE)).isEmpty();
    assertThat(users.get("k", Integer.class)).hasValue(1);
  }

  @Test
  void aValueIsReplacedWhereNobodyElseHas() {
    String etag = users.put("k", 1, MINUTE).etag();

    Optional<Written> replaced = users.replace("k", etag, 2, MINUTE);

    assertThat(replaced).isPresent();
    assertThat(users.replace("k", etag, 3, MINUTE)).isEmpty();
    assertThat(users.replace("absent", etag, 3, MINUTE)).isEmpty();
    assertThat(users.get("k", Integer.class)).hasValue(2);
    assertThat(users.delete("k", etag)).isFalse();
    assertThat(users.delete("k", replaced.orElseThrow().etag())).isTrue();
    assertThat(users.delete("k", etag)).isFalse();
    assertThat(users.delete("k")).isFalse();
  }

  @Test
  void countersCountAndRefuseWhatIsNoInteger() {
    users.put("text", "a", MINUTE);

    assertThat(users.incr("n", 5)).isEqualTo(5);
    assertThat(users.incr("n", -7)).isEqualTo(-2);
    assertThat(users.incr("m", 1, 100, MINUTE)).isEqualTo(101);
    assertThat(users.get("m", Long.class)).hasValue(101L);
    assertThatThrownBy(() -> users.incr("text", 1))
        .isInstanceOfSatisfying(
            ConflictException.class,
            failure -> assertThat(failure.code()).isEqualTo("not_an_integer"));
  }

  @Test
  void touchGivesANewTtl() {
    users.put("k", 1, Duration.ofSeconds(10));

    assertThat(users.touch("k", Duration.ofSeconds(1000))).isTrue();
    assertThat(users.touch("absent", Duration.ofSeconds(1000))).isFalse();
    assertThat(users.entry("k", Integer.class).orElseThrow().ttlRemaining().orElseThrow())
        .isGreaterThan(Duration.ofSeconds(500));
  }

  @Test
  void tagsTakeEntriesWithThem() {
    users.put("a", 1, MINUTE.tags("team:1", "x"));
    users.put("b", 2, MINUTE.tags("team:2"));
    users.put("c", 3, MINUTE);

    assertThat(users.invalidate("team:1", "team:2")).isEqualTo(2);
    assertThat(users.keys()).containsExactly("c");
  }

  @Test
  void flushTakesAllOrAPattern() {
    users.putAll(Map.of("user_1", 1, "user_2", 2, "other", 3), MINUTE);

    assertThat(users.flush("user_*")).isEqualTo(2);
    assertThat(users.flush()).isEqualTo(1);
  }

  @Test
  void statsAreTheNamespaces() {
    users.put("a", 1);
    users.get("a", Integer.class);
    users.get("b", Integer.class);

    NamespaceStats stats = users.stats();

    assertThat(stats.hits()).isEqualTo(1);
    assertThat(stats.misses()).isEqualTo(1);
    assertThat(stats.hitRate()).isEqualTo(0.5);
    assertThat(stats.totalKeys()).isEqualTo(1);
    assertThat(stats.memoryUsedBytes()).isEqualTo(2);
    assertThat(stats.degraded()).isFalse();
    assertThat(cache.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
  }

  @Test
  void anErrorSaysWhatTheServiceSaid() {
    assertThatThrownBy(() -> users.put("k", "x".repeat(2_000_000)))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(400);
              assertThat(failure.code()).isEqualTo("value_too_large");
              assertThat(failure.requestId()).isPresent();
            })
        .satisfies(
            failure ->
                assertThat(failure.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(EntriesIT.class.getName())));
    assertThatThrownBy(() -> users.invalidate()).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void aClosedClientSaysSo() {
    cache.close();
    cache.close();

    assertThatThrownBy(() -> users.get("k", User.class)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theAsynchronousFormDoesTheSame() {
    AsyncNamespace async = users.async();

    assertThat(
            async.put("k", 1, MINUTE).thenCompose(written -> async.incr("k", 1, 0, MINUTE)).join())
        .isEqualTo(2);
    assertThat(async.get("k", Integer.class).join()).hasValue(2);
    assertThat(
            async
                .entry("k", Integer.class)
                .thenCompose(entry -> async.replace("k", entry.orElseThrow().etag(), 3, MINUTE))
                .join())
        .isPresent();
    assertThat(async.getAll(List.of("k", "l"), Integer.class).join()).isEqualTo(Map.of("k", 3));
    assertThat(async.putIfAbsent("k", 4, MINUTE).join()).isEmpty();
    assertThat(async.touch("k", Duration.ofMinutes(3)).join()).isTrue();
    assertThat(async.contains("k").join()).isTrue();
    assertThat(async.keys(Optional.empty(), Optional.empty(), 10).join())
        .isEqualTo(new KeyPage(List.of("k"), Optional.empty(), false));
    assertThat(async.stats().join().totalKeys()).isEqualTo(1);
    assertThat(async.putAll(Map.of("a", 1), MINUTE.tags("t")).join()).isEqualTo(1);
    assertThat(async.invalidate("t").join()).isEqualTo(1);
    assertThat(async.delete("k").join()).isTrue();
    assertThat(async.deleteAll(List.of("k")).join()).isZero();
    assertThat(async.flush().join()).isZero();
    assertThat(async.flush("*").join()).isZero();
  }
}
