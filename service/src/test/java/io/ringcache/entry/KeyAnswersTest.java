package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeyAnswersTest {

  private static final CacheKey KEY = CacheKey.of(new NamespaceName("ns"), "a\"b");
  private static final long NEW_YEAR = 1_704_067_200_000_000L;

  @Test
  void aPageSaysWhereTheNextOneBegins() {
    Answer answer = KeyAnswers.listed(new KeyPage(List.of("a", "\"é\""), Optional.of("c1"), false));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer)).isEqualTo("{\"keys\":[\"a\",\"\\\"é\\\"\"],\"cursor\":\"c1\"}");
  }

  @Test
  void theLastPageHasNoCursorAndAPageWithoutANodeSaysSo() {
    assertThat(body(KeyAnswers.listed(new KeyPage(List.of(), Optional.empty(), true))))
        .isEqualTo("{\"keys\":[],\"cursor\":null,\"degraded\":true}");
  }

  @Test
  void anInspectionSaysWhatIsKnown() {
    EntryInfo info =
        new EntryInfo(
            NEW_YEAR,
            OptionalLong.of(NEW_YEAR / 1000 + 1),
            7,
            42,
            59_001,
            new Tags(List.of("t1", "t2")),
            List.of("10.0.0.1:6379"));

    assertThat(body(KeyAnswers.inspected(KEY, Optional.of(info), "r")))
        .isEqualTo(
            "{\"key\":\"a\\\"b\",\"created_at\":\"2024-01-01T00:00:00.000000Z\","
                + "\"last_accessed\":\"2024-01-01T00:00:00.001000Z\",\"access_count\":7,"
                + "\"size_bytes\":42,\"ttl_remaining\":60,\"tags\":[\"t1\",\"t2\"],"
                + "\"nodes\":[\"10.0.0.1:6379\"]}");
  }

  @Test
  void whatWasNeverReadAndNeverExpiresSaysNull() {
    EntryInfo info =
        new EntryInfo(
            NEW_YEAR, OptionalLong.empty(), 0, 1, Entry.NO_TTL, Tags.NONE, List.of("memory"));

    assertThat(body(KeyAnswers.inspected(KEY, Optional.of(info), "r")))
        .contains("\"last_accessed\":null,", "\"ttl_remaining\":null,\"tags\":[],");
  }

  @Test
  void anAbsentKeyIsNotFound() {
    Answer answer = KeyAnswers.inspected(KEY, Optional.empty(), "r");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(body(answer)).contains("\"key_not_found\"");
  }

  private static String body(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
