package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers, which the process that did the work sees at once. */
interface StatsContract extends ContractPart {

  @Test
  default void aNamespaceNeverUsedHasAllZeros() {
    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
  }

  @Test
  default void everyGetIsOneHitOrOneMiss() {
    cache().put("k", "1");
    for (int i = 0; i < 30; i++) {
      cache().get("k");
      cache().get("absent" + i % 3);
    }
    cache().get("absent");

    assertThat(cache().stats().hits()).isEqualTo(30);
    assertThat(cache().stats().misses()).isEqualTo(31);
  }

  @Test
  default void aBatchOfReadsCountsEachKey() {
    cache().put("a", "1");
    cache().put("b", "1");

    cache().getAll(List.of("a", "b", "absent"));

    assertThat(cache().stats().hits()).isEqualTo(2);
    assertThat(cache().stats().misses()).isEqualTo(1);
  }

  @Test
  default void onlyReadsAreCounted() {
    cache().put("k", "1");
    cache().put("k", "2");
    cache().peek("k");
    cache().peek("absent");
    cache().putAll(names("n", 5), "1", Ttl.FOREVER);
    cache().delete("k");
    cache().delete("absent");
    cache().deleteAll(names("n", 9));
    cache().flush("*");

    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
  }

  @Test
  default void hitsAndMissesOutliveTheEntries() {
    cache().put("k", "1");
    cache().get("k");
    cache().delete("k");
    cache().get("k");
    cache().put("k", "2");
    cache().get("k");

    assertThat(cache().stats().hits()).isEqualTo(2);
    assertThat(cache().stats().misses()).isEqualTo(1);
  }

  @Test
  default void bytesAreThoseOfKeysAndValues() {
    cache().put("k", "\"ä\"");
    assertThat(cache().stats().bytes()).isEqualTo(1 + 4);

    cache().put("😀", "1");
    assertThat(cache().stats().bytes()).isEqualTo(1 + 4 + 4 + 1);
  }

  @Test
  default void neitherTagsNorTtlCountAsBytes() {
    Tags tags = Tags.of(List.of("a-tag", "another"));
    cache().put("k", new NewEntry("1".getBytes(UTF_8), Ttl.ofSeconds(100), tags));

    assertThat(cache().stats().bytes()).isEqualTo(2);
  }

  @Test
  default void anOverwriteCountsTheNewValueOnly() {
    cache().put("k", "\"12345678\"");
    cache().put("k", "1");
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(2);

    cache().put("k", "\"12\"", Ttl.ofSeconds(100));
    assertThat(cache().stats().keys()).isEqualTo(1);
    assertThat(cache().stats().bytes()).isEqualTo(5);
  }

  @Test
  default void deletesAreTakenOff() {
    cache().putAll(names("k", 10), "1", Ttl.ofSeconds(100));
    cache().delete("k0");
    cache().delete("k0");
    cache().deleteAll(List.of("k1", "k2"));

    assertThat(cache().stats().keys()).isEqualTo(7);
    assertThat(cache().stats().bytes()).isEqualTo(7 * 3);
  }

  @Test
  default void eachNamespaceHasItsOwnNumbers() {
    BlockingCache other = neighbour("x");
    cache().put("k", "1");
    cache().get("k");
    other.get("k");

    assertThat(cache().stats()).isEqualTo(new NamespaceStats(1, 0, 1, 2, 0, false));
    assertThat(other.stats()).isEqualTo(new NamespaceStats(0, 1, 0, 0, 0, false));
  }
}
