package io.ringcache.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.http.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the table does on every database. */
abstract class AccessTableContract {

  private static final Instant AT = Instant.parse("2024-01-17T10:20:30.456Z");

  private NamespaceName namespace = new NamespaceName("unused");

  abstract Database database();

  @BeforeEach
  void chooseNamespace() {
    namespace = new NamespaceName("n-" + UUID.randomUUID());
  }

  @Test
  void everyFieldArrives() {
    List<AccessEntry> entries =
        List.of(
            entry(AT.plusMillis(3), "user_*", "GET", true, 0.412),
            entry(AT.plusMillis(2), "user_*", "GET", false, 12_345.678),
            entry(AT.plusMillis(1), null, "MSET", null, 0),
            entry(AT, "user_123*", "FLUSH", null, 1e9));
    write(entries);
    assertThat(find(Map.of(), null)).isEqualTo(entries);
  }

  @Test
  void everyCharacterArrives() {
    List<String> odd =
        List.of(
            "\\N",
            "\\.",
            "a\tb",
            "a\\tb",
            "a\nb\r\n",
            "\\",
            "'; DROP TABLE cache_access_logs; --",
            "\"x\", {y}, :z, <table>, ?",
            "\uD83D\uDE00 é 日本",
            "\uFFFD\uFEFF\u2028",
            " ",
            "",
            "x".repeat(255),
            "\uD83D\uDE00".repeat(127));
    List<AccessEntry> entries = new ArrayList<>();
    for (int i = 0; i < odd.size(); i++) {
      entries.add(entry(AT.minusMillis(i), odd.get(i), "GET", true, 1));
    }
    write(entries);
    assertThat(find(Map.of(), null)).extracting(AccessEntry::keyPattern).isEqualTo(odd);
  }

  @Test
  void theNewestComeFirstAndThoseOfOneTimeInTheOrderOfTheirWriting() {
    write(
        List.of(
            entry(AT, "first", "GET", true, 1),
            entry(AT, "second", "GET", true, 1),
            entry(AT.minusSeconds(1), "older", "GET", true, 1),
            entry(AT.plusSeconds(1), "newer", "GET", true, 1)));
    assertThat(patterns(Map.of(), null)).containsExactly("newer", "second", "first", "older");
    assertThat(patterns(Map.of("limit", "2"), null)).containsExactly("newer", "second");
  }

  @Test
  void sinceIsIncludedAndUntilIsNot() {
    write(
        IntStream.range(0, 4)
            .mapToObj(i -> entry(AT.plusMillis(i), "k" + i, "GET", true, 1))
            .toList());
    Map<String, String> parameters =
        Map.of("since", AT.plusMillis(1).toString(), "until", AT.plusMillis(3).toString());
    assertThat(patterns(parameters, null)).containsExactly("k2", "k1");
  }

  @Test
  void otherOperationsAndNamespacesAreLeftOut() {
    write(
        List.of(
            entry(AT, "mine", "PUT", null, 1),
            entry(AT, "read", "GET", true, 1),
            new AccessEntry(AT, namespace.value() + "x", "other", "PUT", null, 1)));
    assertThat(patterns(Map.of(), Operation.PUT)).containsExactly("mine");
  }

  @Test
  void aBatchIsWrittenWhollyOrNotAtAll() {
    List<AccessEntry> entries =
        List.of(entry(AT, "good", "GET", true, 1), entry(AT, "x".repeat(256), "GET", true, 1));
    assertThatThrownBy(() -> write(entries)).isInstanceOf(RuntimeException.class);
    assertThat(find(Map.of(), null)).isEmpty();
  }

  @Test
  void theOldestGoInBitesUntilNoneIsLeft() {
    Instant old = Instant.parse("2001-01-01T00:00:00Z");
    write(
        IntStream.range(0, 25)
            .mapToObj(i -> entry(old.plusSeconds(i / 5), "old" + i, "GET", true, 1))
            .toList());
    write(List.of(entry(AT, "kept", "GET", true, 1)));
    Instant before = old.plusSeconds(4);
    List<Integer> bites =
        IntStream.range(0, 4)
            .map(i -> database().call(h -> AccessDao.deleteOldest(h, table(), before, 10)))
            .boxed()
            .toList();
    assertThat(bites).containsExactly(10, 10, 0, 0);
    assertThat(patterns(Map.of(), null))
        .containsExactly("kept", "old24", "old23", "old22", "old21", "old20");
    database().call(h -> AccessDao.deleteOldest(h, table(), AT, 1_000));
  }

  /** Where rows of 2001 are. */
  abstract String table();

  private AccessEntry entry(
      Instant at,
      @Nullable String keyPattern,
      String operation,
      @Nullable Boolean hit,
      double latencyMs) {
    return new AccessEntry(at, namespace.value(), keyPattern, operation, hit, latencyMs);
  }

  private void write(List<AccessEntry> entries) {
    new AccessTable(database()).write(entries);
  }

  private List<AccessEntry> find(Map<String, String> parameters, @Nullable Operation operation) {
    TimeRange range = TimeRange.of(parameters);
    return database().call(handle -> AccessDao.find(handle, namespace, range, operation));
  }

  private List<@Nullable String> patterns(
      Map<String, String> parameters, @Nullable Operation operation) {
    return find(parameters, operation).stream().map(AccessEntry::keyPattern).toList();
  }
}
