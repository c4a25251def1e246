package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  private static final NamespaceName NS = new NamespaceName("ns");
  private static final byte[] VALUE = "0.10".getBytes(StandardCharsets.UTF_8);
  private static final long NEW_YEAR = 1_704_067_200_000_000L;
  private static final String TAG = ETag.of(VALUE).value();
  private final CacheException down = new CacheException.NodeUnavailable("n1", "refused");
  private final CacheException busy = new CacheException.NodeBusy("n1", 10);
  private final CacheException large = new CacheException.ValueTooLarge("more than an item");
  private final CacheException full = new CacheException.StorageFull("no room");

  @Test
  void anEntryIsItsBytesWithWhatIsKnownAboutIt() {
    Answer answer = got(new Entry(VALUE, NEW_YEAR, 3_499_001));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo(
            "{\"value\":0.10,\"metadata\":{\"ttl_remaining\":3500,"
                + "\"created_at\":\"2024-01-01T00:00:00.000000Z\"}}");
    assertThat(headers(answer))
        .isEqualTo(Map.of("X-Cache-Hit", "true", "X-Cache-TTL", "3500", "ETag", TAG));
  }

  @Test
  void anEntryForEverHasNoTtl() {
    Answer answer = got(new Entry(VALUE, NEW_YEAR + 1, Entry.NO_TTL));

    assertThat(body(answer))
        .endsWith("{\"ttl_remaining\":null,\"created_at\":\"2024-01-01T00:00:00.000001Z\"}}");
    assertThat(headers(answer)).isEqualTo(Map.of("X-Cache-Hit", "true", "ETag", TAG));
  }

  @Test
  void aKnownEntryIsNotSentAgainButItsHeadersAre() {
    Entry entry = new Entry(VALUE, NEW_YEAR, 1);
    Answer answer = EntryAnswers.got(Optional.of(entry), List.of("\"x\", W/" + TAG), "r");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
    assertThat(headers(answer)).isEqualTo(headers(got(entry)));
  }

  @Test
  void anAbsentEntryIsAMissWhateverTheClientKnows() {
    Answer answer = EntryAnswers.got(Optional.empty(), List.of("*"), "r1");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(headers(answer)).isEqualTo(Map.of("X-Cache-Hit", "false"));
    assertThat(body(answer))
        .isEqualTo(
            "{\"error\":\"Key not found\",\"code\":\"key_not_found\",\"request_id\":\"r1\"}");
  }

  @Test
  void aPutSaysWhetherItMadeTheKeyAndTheValuesTag() {
    NewEntry entry = new NewEntry(VALUE, Ttl.FOREVER, Tags.NONE);
    Answer made = EntryAnswers.stored(key("a\"b"), entry, new PutResult(true, 1));
    Answer replaced = EntryAnswers.stored(key("a"), entry, new PutResult(false, 2));

    assertThat(made.status()).isEqualTo(201);
    assertThat(body(made)).isEqualTo("{\"success\":true,\"key\":\"a\\\"b\",\"created\":true}");
    assertThat(headers(made)).isEqualTo(Map.of("ETag", TAG));
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(body(replaced)).isEqualTo("{\"success\":true,\"key\":\"a\",\"created\":false}");
  }

  @Test
  void anMgetAnswersInTheOrderAskedAndSaysWhatItCouldNotRead() {
    Map<String, Optional<CacheKey>> asked = new LinkedHashMap<>();
    asked.put("z", Optional.of(key("z")));
    asked.put("stats", Optional.empty());
    asked.put("a", Optional.of(key("a")));
    asked.put("m", Optional.of(key("m")));

    Answer answer =
        BatchAnswers.got(
            new KeysBody(asked),
            new BatchResult<>(
                Map.of(key("z"), Optional.of(VALUE), key("a"), Optional.empty()),
                Map.of(key("m"), down)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer))
        .isEqualTo(
            "{\"results\":{\"z\":{\"value\":0.10,\"found\":true},"
                + "\"stats\":{\"value\":null,\"found\":false},"
                + "\"a\":{\"value\":null,\"found\":false},"
                + "\"m\":{\"value\":null,\"found\":false,\"error\":\"backend_unavailable\"}},"
                + "\"hits\":1,\"misses\":2,\"degraded\":true}");
  }

  @Test
  void anMsetThatStoredAllSaysHowMany() {
    Answer answer =
        BatchAnswers.stored(
            new BatchResult<>(Map.of(key("a"), new PutResult(true, 1)), Map.of()), "r");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer)).isEqualTo("{\"success\":true,\"stored\":1}");
  }

  @Test
  void aWriteThatFailedInPartSaysWhichKeys() {
    Answer answer =
        BatchAnswers.stored(
            new BatchResult<>(
                Map.of(key("a"), new PutResult(true, 1)), Map.of(key("c"), down, key("b"), full)),
            "r");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(headers(answer)).containsKey("Retry-After");
    assertThat(body(answer))
        .isEqualTo(
            "{\"error\":\"Cache backend unavailable\",\"code\":\"backend_unavailable\","
                + "\"stored\":1,\"failed\":[\"b\",\"c\"],\"request_id\":\"r\"}");
  }

  @Test
  void onlyWhereAllFailedForWantOfRoomIsItFull() {
    assertThat(failing(full, full).status()).isEqualTo(507);
    assertThat(failing(full, down).status()).isEqualTo(503);
    assertThat(failing(large, large).status()).isEqualTo(400);
    assertThat(body(failing(busy, busy))).contains("\"overloaded\"");
    assertThat(body(failing(busy, down))).contains("\"backend_unavailable\"");
    assertThat(body(failing(new CacheException.NodeTimeout("n1", 5), full)))
        .contains("\"backend_unavailable\"");
  }

  @Test
  void anMdeleteCountsWhatWasThere() {
    Answer answer =
        BatchAnswers.deleted(
            new BatchResult<>(Map.of(key("a"), true, key("b"), false, key("c"), true), Map.of()),
            "r");

    assertThat(body(answer)).isEqualTo("{\"success\":true,\"deleted\":2}");
  }

  @Test
  void aFlushIsDoneOnlyWhereEveryNodeWasFlushed() {
    Answer done = NamespaceAnswers.flushed(new FlushResult(150, List.of()), "r");
    Answer partial = NamespaceAnswers.flushed(new FlushResult(3, List.of("n2")), "r");

    assertThat(body(done)).isEqualTo("{\"success\":true,\"deleted_count\":150}");
    assertThat(partial.status()).isEqualTo(503);
    assertThat(headers(partial)).containsKey("Retry-After");
    assertThat(body(partial))
        .contains("\"backend_unavailable\"", "\"deleted_count\":3,\"failed_nodes\":[\"n2\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "15000, 500, 0.9677, 47395635, 45.2",
    "0, 0, 0.0, 0, 0.0",
    "3, 0, 1.0, 1, 0.000001",
    "2, 1, 0.6667, 1048576, 1.0",
    "0, 7, 0.0, 1572864, 1.5"
  })
  void theNumbersAreRoundedToWhatTheyMean(
      long hits, long misses, String rate, long bytes, String mebibytes) {
    Answer answer =
        NamespaceAnswers.counted(new NamespaceStats(hits, misses, 1200, bytes, 50, false));

    assertThat(body(answer))
        .isEqualTo(
            "{\"hits\":%d,\"misses\":%d,\"hit_rate\":%s,\"total_keys\":1200,\"memory_used_mb\":%s,"
                    .formatted(hits, misses, rate, mebibytes)
                + "\"memory_used_bytes\":%d,\"evictions\":50}".formatted(bytes));
  }

  @Test
  void numbersOfAPartSayThatTheyAre() {
    assertThat(body(NamespaceAnswers.counted(NamespaceStats.ZERO.asDegraded())))
        .endsWith(",\"degraded\":true}");
  }

  @Test
  void anMgetIsAHitWhereEverythingAskedForWasFound() {
    BatchResult<Optional<byte[]>> found =
        new BatchResult<>(Map.of(key("a"), Optional.of(VALUE)), Map.of());
    KeysBody one = new KeysBody(Map.of("a", Optional.of(key("a"))));
    KeysBody reservedToo =
        new KeysBody(Map.of("a", Optional.of(key("a")), "stats", Optional.empty()));

    assertThat(BatchAnswers.isHit(one, found)).isTrue();
    assertThat(BatchAnswers.isHit(reservedToo, found)).isFalse();
    assertThat(
            BatchAnswers.isHit(
                one, new BatchResult<>(Map.of(key("a"), Optional.empty()), Map.of())))
        .isFalse();
    assertThat(BatchAnswers.isHit(one, new BatchResult<>(Map.of(), Map.of(key("a"), down))))
        .isNull();
    assertThat(
            BatchAnswers.isHit(
                new KeysBody(Map.of("stats", Optional.empty())),
                new BatchResult<>(Map.of(), Map.of())))
        .isFalse();
  }

  private static Answer failing(CacheException a, CacheException b) {
    return BatchAnswers.deleted(new BatchResult<>(Map.of(), Map.of(key("a"), a, key("b"), b)), "r");
  }

  private static Answer got(Entry entry) {
    return EntryAnswers.got(Optional.of(entry), List.of(), "r");
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  private static Map<String, String> headers(Answer answer) {
    return answer.headers().stream()
        .collect(Collectors.toMap(HttpField::getName, HttpField::getValue));
  }

  private static String body(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
