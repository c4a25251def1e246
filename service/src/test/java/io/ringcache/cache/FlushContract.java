package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flushing a namespace, as a whole or by pattern. */
interface FlushContract extends ContractPart {

  @Test
  default void aNamespaceNeverUsedCanBeFlushed() {
    assertThat(cache().flush("*")).isZero();
    assertThat(cache().flush("a*")).isZero();
  }

  @Test
  default void aFlushRemovesEveryEntryAndSaysHowMany() {
    cache().putAll(names("k", 30), "1", Ttl.FOREVER);
    cache().putAll(names("t", 30), "1", Ttl.ofSeconds(100));
    cache().delete("k0");

    assertThat(cache().flush("*")).isEqualTo(59);

    assertThat(cache().peek("k1")).isEmpty();
    assertThat(cache().stats().keys()).isZero();
    assertThat(cache().stats().bytes()).isZero();
    assertThat(cache().flush("*")).isZero();
  }

  @Test
  default void aFlushedKeyIsCreatedAnewWithAHigherVersion() {
    long before = cache().put("k", "1").version();
    cache().flush("*");

    PutResult result = cache().put("k", "1");

    assertThat(result.created()).isTrue();
    assertThat(result.version()).isGreaterThan(before);
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "user_*, user_1 user_22",
    "*_1, user_1 item_1",
    "user_?, user_1",
    "user_1, user_1",
    "user, ''",
    "*, user_1 user_22 item_1 100% a*b axb 😀 {a}:b",
    "**, user_1 user_22 item_1 100% a*b axb 😀 {a}:b",
    "[iu]*, user_1 user_22 item_1",
    "[^iua]*, 100% 😀 {a}:b",
    "a\\*b, a*b",
    "a*b, a*b axb",
    "?, 😀",
    "[😀-😃], 😀",
    "*%, 100%",
    "{a}*, {a}:b",
    "USER*, ''",
    "'.*', ''"
  })
  default void aFlushByPatternTakesTheKeysThatMatch(String pattern, String matching) {
    List<String> names =
        List.of("user_1", "user_22", "item_1", "100%", "a*b", "axb", "😀", "{a}:b");
    List<String> expected = names.stream().filter(List.of(matching.split(" "))::contains).toList();
    cache().putAll(names, "1", Ttl.FOREVER);

    assertThat(cache().flush(pattern)).isEqualTo(expected.size());

    assertThat(names).filteredOn(name -> cache().peek(name).isEmpty()).isEqualTo(expected);
    assertThat(cache().stats().keys()).isEqualTo(names.size() - expected.size());
  }

  @Test
  default void aFlushDoesNotReachIntoOtherNamespaces() {
    BlockingCache longer = neighbour("-2");
    cache().put("k", "1");
    longer.put("k", "2");

    assertThat(cache().flush("*")).isEqualTo(1);
    assertThat(cache().flush("*:*")).isZero();
    assertThat(cache().flush("*k*")).isZero();

    assertThat(longer.value("k")).contains("2");
    assertThat(longer.stats().keys()).isEqualTo(1);
  }

  @Test
  default void tenThousandKeysAreFlushedExactly() {
    cache().putAll(names("k", 10_000), "\"x\"", Ttl.ofSeconds(1000));
    long matching = names("k", 10_000).stream().filter(name -> name.startsWith("k7")).count();

    assertThat(cache().flush("k7*")).isEqualTo(matching);
    assertThat(cache().stats().keys()).isEqualTo(10_000 - matching);
    assertThat(cache().flush("*")).isEqualTo(10_000 - matching);
    assertThat(cache().stats().keys()).isZero();
    assertThat(cache().stats().bytes()).isZero();
  }

  @Test
  default void aFlushTakesWhatWasThereWhileOthersWriteOn() {
    List<String> before = names("before", 2000);
    cache().putAll(before, "1", Ttl.FOREVER);
    AtomicBoolean flushed = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; !flushed.get(); i++) {
                cache().put("meanwhile" + i % 100, "1");
              }
            });

    assertThat(cache().flush("before*")).isEqualTo(before.size());
    cache().flush("*");
    flushed.set(true);
    writer.join();

    assertThat(before).allSatisfy(name -> assertThat(cache().peek(name)).isEmpty());
    long left = names("meanwhile", 100).stream().filter(n -> cache().peek(n).isPresent()).count();
    assertThat(cache().stats().keys()).isEqualTo(left);
  }

  @Test
  default void aFlushLeavesHitsAndMisses() {
    cache().put("k", "1");
    cache().get("k");
    cache().get("absent");

    cache().flush("*");

    assertThat(cache().stats()).isEqualTo(new NamespaceStats(1, 1, 0, 0, 0, false));
  }
}
