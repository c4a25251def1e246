package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is known of an entry besides its value. Reads may take 2 s to be known. */
interface InspectContract extends ContractPart {

  @Test
  default void anEntryIsKnownWithAllThatItWasStoredWith() {
    long version =
        cache().putTagged("k", "\"ä\"", Ttl.ofSeconds(100), "t", "über", "a b").version();

    EntryInfo info = cache().inspect("k").orElseThrow();

    assertThat(info.createdAtMicros()).isEqualTo(version);
    assertThat(info.lastAccessedMillis()).isEmpty();
    assertThat(info.accessCount()).isZero();
    assertThat(info.sizeBytes()).isEqualTo(4);
    assertThat(info.ttlMillis()).isBetween(90_000L, 100_000L);
    assertThat(info.tags()).isEqualTo(Tags.of(List.of("t", "über", "a b")));
    assertThat(info.nodes()).hasSize(1).doesNotContain("");
  }

  @Test
  default void anEntryForEverWithoutTagsHasNone() {
    cache().put("k", "1");

    EntryInfo info = cache().inspect("k").orElseThrow();

    assertThat(info.ttlMillis()).isEqualTo(Entry.NO_TTL);
    assertThat(info.tags()).isEqualTo(Tags.NONE);
  }

  @Test
  default void ofWhatIsNotThereNothingIsKnown() {
    cache().put("deleted", "1");
    cache().delete("deleted");
    cache().put("expired", "1", Ttl.ofSeconds(1));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().inspect("never")).isEmpty();
    assertThat(cache().inspect("deleted")).isEmpty();
    assertThat(cache().inspect("expired")).isEmpty();
  }

  @Test
  default void everyReadIsAnAccess() {
    long createdAt = cache().put("k", "1").version() / 1000;
    cache().put("other", "1");
    cache().get("k");
    cache().getAll(List.of("k", "absent"));
    cache().get("k");

    awaitAccesses("k", 3);
    assertThat(cache().inspect("k").orElseThrow().lastAccessedMillis().orElseThrow())
        .isBetween(createdAt, createdAt + 30_000);
    assertThat(cache().inspect("other").orElseThrow().accessCount()).isZero();
  }

  @Test
  default void aReadOfManyIsAnAccessToEachOfThem() {
    cache().putAll(names("k", 250), "1", Ttl.FOREVER);
    cache().getAll(names("k", 250));

    awaitAccesses("k0", 1);
    awaitAccesses("k249", 1);
  }

  @Test
  default void theLastAccessIsTheLastReads() {
    cache().put("k", "1");
    cache().get("k");
    awaitAccesses("k", 1);
    long first = cache().inspect("k").orElseThrow().lastAccessedMillis().orElseThrow();
    letPass(Duration.ofMillis(500));

    cache().get("k");

    awaitAccesses("k", 2);
    long second = cache().inspect("k").orElseThrow().lastAccessedMillis().orElseThrow();
    assertThat(second - first).isBetween(400L, 30_000L);
  }

  @Test
  default void onlyReadsAreAccesses() {
    cache().put("k", "1");
    cache().peek("k");
    cache().inspect("k");
    cache().touch("k", Ttl.ofSeconds(100));
    cache().page("*", Optional.empty(), 100);
    cache().get("other");
    cache().put("read", "1");
    cache().get("read");
    awaitAccesses("read", 1); // by then whatever was read before is known too

    assertThat(cache().inspect("k").orElseThrow().accessCount()).isZero();
    assertThat(cache().inspect("k").orElseThrow().lastAccessedMillis()).isEmpty();
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(1, 1, 2, 2 + 5, 0, false));
  }

  @Test
  default void aNewValueHasNotBeenRead() {
    cache().put("k", "1");
    cache().get("k");
    awaitAccesses("k", 1);

    cache().put("k", "2");

    EntryInfo info = cache().inspect("k").orElseThrow();
    assertThat(info.accessCount()).isZero();
    assertThat(info.lastAccessedMillis()).isEqualTo(OptionalLong.empty());
  }

  private void awaitAccesses(String name, long count) {
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () -> assertThat(cache().inspect(name).orElseThrow().accessCount()).isEqualTo(count));
  }
}
