package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing what carries a tag. */
interface TagContract extends ContractPart {

  @Test
  default void aTagThatNobodyCarriesRemovesNothing() {
    cache().put("k", "1");

    assertThat(cache().invalidate("t")).isZero();
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void everyEntryThatCarriesTheTagIsRemoved() {
    cache().putTagged("a", "1", Ttl.FOREVER, "t");
    cache().putTagged("b", "1", Ttl.ofSeconds(100), "u", "t");
    cache().putTagged("other", "1", Ttl.FOREVER, "u");
    cache().put("untagged", "1");

    assertThat(cache().invalidate("t")).isEqualTo(2);

    assertThat(cache().peek("a")).isEmpty();
    assertThat(cache().peek("b")).isEmpty();
    assertThat(cache().value("other")).contains("1");
    assertThat(cache().value("untagged")).contains("1");
    assertThat(cache().stats().keys()).isEqualTo(2);
    assertThat(cache().stats().bytes()).isEqualTo(6 + 9);
    assertThat(cache().invalidate("t")).isZero();
    assertThat(cache().invalidate("u")).isEqualTo(1);
  }

  @Test
  default void anyOfTheTagsWillDoAndTwoOfThemCountOnce() {
    cache().putTagged("first", "1", Ttl.FOREVER, "t");
    cache().putTagged("second", "1", Ttl.FOREVER, "u");
    cache().putTagged("both", "1", Ttl.FOREVER, "u", "t");
    cache().putTagged("other", "1", Ttl.FOREVER, "v");

    assertThat(cache().invalidate("t", "absent", "u")).isEqualTo(3);
    assertThat(cache().list("*", 100)).containsExactly("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "*", "a:b", "{t}", "ü😀", "%", "\"", "\\", "[t]", "a,b", "-1"})
  default void aTagMeansItself(String tag) {
    cache().putTagged("k", "1", Ttl.FOREVER, tag);
    cache().putTagged("longer", "1", Ttl.FOREVER, tag + tag);
    cache().putTagged("other", "1", Ttl.FOREVER, "t", "a", "b");

    assertThat(cache().inspect("k").orElseThrow().tags()).isEqualTo(Tags.of(List.of(tag)));
    assertThat(cache().invalidate(tag)).isEqualTo(1);
    assertThat(cache().stats().keys()).isEqualTo(2);
  }

  @Test
  default void sixteenTagsOfAHundredBytesAreCarried() {
    List<String> tags = IntStream.range(10, 26).mapToObj(i -> "x".repeat(98) + i).toList();
    cache().put("k", new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.of(tags)));

    assertThat(cache().inspect("k").orElseThrow().tags()).isEqualTo(Tags.of(tags));
    assertThat(cache().invalidate(tags.get(15))).isEqualTo(1);
  }

  @Test
  default void aRewriteReplacesTheTags() {
    cache().putTagged("k", "1", Ttl.FOREVER, "old", "kept");
    cache().putTagged("k", "2", Ttl.FOREVER, "kept", "new");
    cache().putTagged("bare", "1", Ttl.FOREVER, "old");
    cache().put("bare", "2");

    assertThat(cache().invalidate("old")).isZero();
    assertThat(cache().value("k")).contains("2");
    assertThat(cache().value("bare")).contains("2");
    assertThat(cache().invalidate("new")).isEqualTo(1);
    assertThat(cache().invalidate("kept")).isZero();
  }

  @Test
  default void whatWasDeletedFlushedOrHasExpiredCarriesNothing() {
    cache().putTagged("deleted", "1", Ttl.FOREVER, "t");
    cache().putTagged("flushed", "1", Ttl.FOREVER, "t");
    cache().putTagged("expired", "1", Ttl.ofSeconds(1), "t");
    cache().delete("deleted");
    cache().flush("flushed");
    letPass(Duration.ofMillis(1100));

    assertThat(cache().invalidate("t")).isZero();

    cache().put("deleted", "2");
    cache().put("flushed", "2");
    cache().put("expired", "2");
    assertThat(cache().invalidate("t")).isZero();
    assertThat(cache().stats().keys()).isEqualTo(3);
  }

  @Test
  default void touchAndIncrementKeepTheTags() {
    cache().putTagged("touched", "1", Ttl.ofSeconds(10), "t");
    cache().putTagged("counter", "1", Ttl.ofSeconds(10), "t");
    cache().touch("touched", Ttl.FOREVER);
    cache().increment("counter", 1);

    assertThat(cache().invalidate("t")).isEqualTo(2);
  }

  @Test
  default void entriesOfABatchCarryTheirOwnTags() {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      Tags tags = i % 3 == 0 ? Tags.NONE : Tags.of(List.of("t" + i % 3));
      entries.put(cache().key("k" + i), new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, tags));
    }
    BlockingCache.await(backend().putAll(entries));

    assertThat(cache().invalidate("t1")).isEqualTo(10);
    assertThat(cache().invalidate("t2")).isEqualTo(10);
    assertThat(cache().stats().keys()).isEqualTo(10);
  }

  @Test
  default void otherNamespacesAreNotTouched() {
    BlockingCache other = neighbour("-2");
    cache().putTagged("k", "1", Ttl.FOREVER, "t");
    other.putTagged("k", "1", Ttl.FOREVER, "t");

    assertThat(cache().invalidate("t")).isEqualTo(1);
    assertThat(other.value("k")).contains("1");
    assertThat(other.invalidate("t")).isEqualTo(1);
  }

  @Test
  default void fiveThousandTaggedEntriesAreRemovedExactly() {
    for (int from = 0; from < 6000; from += 1000) {
      Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
      Tags tags = from < 5000 ? Tags.of(List.of("t", "part" + from)) : Tags.of(List.of("u"));
      for (String name : names("k" + from + "-", 1000)) {
        entries.put(cache().key(name), new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, tags));
      }
      assertThat(BlockingCache.await(backend().putAll(entries)).failed()).isEmpty();
    }

    assertThat(cache().invalidate("part0")).isEqualTo(1000);
    assertThat(cache().invalidate("t")).isEqualTo(4000);
    assertThat(cache().stats().keys()).isEqualTo(1000);
    assertThat(cache().invalidate("u")).isEqualTo(1000);
    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
  }
}
