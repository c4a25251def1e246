package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls on many keys: each key is served as the single call would. */
interface BatchContract extends ContractPart {

  @Test
  default void aBatchOfReadsFindsWhatIsThere() {
    cache().put("a", "1");
    cache().put("b", "2", Ttl.ofSeconds(100));

    assertThat(cache().getAll(List.of("a", "absent", "b")))
        .containsOnly(
            entry("a", Optional.of("1")),
            entry("absent", Optional.empty()),
            entry("b", Optional.of("2")));
  }

  @Test
  default void aBatchOfWritesSaysForEachKeyWhetherItWasCreated() {
    cache().put("there", "1");
    cache().put("deleted", "1");
    cache().delete("deleted");

    assertThat(cache().putAll(List.of("there", "new", "deleted"), "2", Ttl.FOREVER))
        .containsOnlyKeys("there", "new", "deleted")
        .hasEntrySatisfying("there", result -> assertThat(result.created()).isFalse())
        .hasEntrySatisfying("new", result -> assertThat(result.created()).isTrue())
        .hasEntrySatisfying("deleted", result -> assertThat(result.created()).isTrue());
    assertThat(cache().value("there")).contains("2");
    assertThat(cache().value("new")).contains("2");
  }

  @Test
  default void aBatchOfWritesMayMixTtls() {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    entries.put(cache().key("short"), new NewEntry(json("1"), Ttl.ofSeconds(10), Tags.NONE));
    entries.put(cache().key("long"), new NewEntry(json("2"), Ttl.ofSeconds(1000), Tags.NONE));
    entries.put(cache().key("ever"), new NewEntry(json("3"), Ttl.FOREVER, Tags.NONE));

    assertThat(BlockingCache.await(backend().putAll(entries)).failed()).isEmpty();

    assertThat(cache().peek("short").orElseThrow().ttlMillis()).isBetween(1L, 10_000L);
    assertThat(cache().peek("long").orElseThrow().ttlMillis()).isBetween(900_000L, 1_000_000L);
    assertThat(cache().peek("ever").orElseThrow().ttlMillis()).isEqualTo(Entry.NO_TTL);
    assertThat(cache().value("ever")).contains("3");
  }

  @Test
  default void aBatchOfDeletesSaysForEachKeyWhetherItWasThere() {
    cache().put("a", "1");
    cache().put("stays", "1");

    assertThat(cache().deleteAll(List.of("a", "absent")))
        .containsOnlyKeys("a", "absent")
        .containsEntry("a", true)
        .containsEntry("absent", false);
    assertThat(cache().get("a")).isEmpty();
    assertThat(cache().value("stays")).contains("1");
  }

  @Test
  default void aThousandKeysAreServedInOneCall() {
    List<String> names = names("key-", 1000);

    assertThat(cache().putAll(names, "\"v\"", Ttl.ofSeconds(1000)).values())
        .hasSize(1000)
        .allMatch(PutResult::created);
    assertThat(cache().stats().keys()).isEqualTo(1000);
    assertThat(cache().getAll(names).values()).hasSize(1000).allMatch(found -> found.isPresent());
    assertThat(cache().putAll(names, "\"w\"", Ttl.ofSeconds(1000)).values())
        .noneMatch(PutResult::created);
    assertThat(cache().deleteAll(names).values()).hasSize(1000).allMatch(deleted -> deleted);
    assertThat(cache().stats().keys()).isZero();
    assertThat(cache().stats().bytes()).isZero();
  }

  @Test
  default void anEmptyBatchIsServed() {
    assertThat(cache().getAll(List.of())).isEmpty();
    assertThat(cache().putAll(List.of(), "1", Ttl.FOREVER)).isEmpty();
    assertThat(cache().deleteAll(List.of())).isEmpty();
  }

  private static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }
}
