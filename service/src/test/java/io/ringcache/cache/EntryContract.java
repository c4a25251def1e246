package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading, storing and removing one entry. */
interface EntryContract extends ContractPart {

  @Test
  default void aKeyNeverStoredIsNotFound() {
    assertThat(cache().get("absent")).isEmpty();
    assertThat(cache().peek("absent")).isEmpty();
    assertThat(cache().delete("absent")).isFalse();
  }

  @Test
  default void whatWasStoredIsReadBack() {
    cache().put("k", "{\"a\":1}");

    Entry entry = cache().get("k").orElseThrow();

    assertThat(entry.json()).asString(UTF_8).isEqualTo("{\"a\":1}");
    assertThat(entry.ttlMillis()).isEqualTo(Entry.NO_TTL);
  }

  @Test
  default void peekReadsWhatGetReads() {
    cache().put("k", "[1,2]", Ttl.ofSeconds(100));

    Entry got = cache().get("k").orElseThrow();
    Entry peeked = cache().peek("k").orElseThrow();

    assertThat(peeked.json()).isEqualTo(got.json());
    assertThat(peeked.createdAtMicros()).isEqualTo(got.createdAtMicros());
    assertThat(peeked.ttlMillis()).isBetween(90_000L, got.ttlMillis());
  }

  @Test
  default void onlyAPutOnAnAbsentKeyCreates() {
    assertThat(cache().put("k", "1").created()).isTrue();
    assertThat(cache().put("k", "2").created()).isFalse();
    assertThat(cache().put("k", "2").created()).isFalse();
  }

  @Test
  default void aPutAfterADeleteCreatesAgain() {
    cache().put("k", "1");
    cache().delete("k");

    assertThat(cache().put("k", "2").created()).isTrue();
    assertThat(cache().value("k")).contains("2");
  }

  @Test
  default void anOverwriteReplacesTheValue() {
    cache().put("k", "\"a longer value than the next\"");
    cache().put("k", "2");

    assertThat(cache().value("k")).contains("2");
  }

  @Test
  default void anEntryMayHaveTagsAndLoseThem() {
    Tags tags = Tags.of(List.of("red", "größe:5", "a b"));

    cache().put("k", new NewEntry("1".getBytes(UTF_8), Ttl.ofSeconds(50), tags));
    assertThat(cache().value("k")).contains("1");

    cache().put("k", "2");
    assertThat(cache().value("k")).contains("2");
  }

  @Test
  default void aDeleteSaysWhetherThereWasAnEntry() {
    cache().put("k", "1");

    assertThat(cache().delete("k")).isTrue();
    assertThat(cache().delete("k")).isFalse();
  }

  @Test
  default void aDeletedEntryIsNotFound() {
    cache().put("k", "1");
    cache().delete("k");

    assertThat(cache().get("k")).isEmpty();
    assertThat(cache().peek("k")).isEmpty();
    assertThat(cache().getAll(List.of("k"))).containsEntry("k", Optional.empty());
  }

  @Test
  default void aDeleteLeavesTheOtherEntries() {
    cache().put("k", "1");
    cache().put("k2", "2");
    cache().delete("k");

    assertThat(cache().value("k2")).contains("2");
  }

  @Test
  default void createdAtIsTheTimeOfTheWriteInMicroseconds() {
    cache().put("k", "1");

    long createdAt = cache().get("k").orElseThrow().createdAtMicros();

    assertThat(Instant.EPOCH.plus(createdAt, ChronoUnit.MICROS))
        .isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
  }

  @Test
  default void aPutAnswersTheVersionThatAReadShows() {
    long version = cache().put("k", "1").version();

    assertThat(cache().get("k").orElseThrow().createdAtMicros()).isEqualTo(version);
    assertThat(cache().peek("k").orElseThrow().createdAtMicros()).isEqualTo(version);
  }

  @Test
  default void everyOverwriteHasAHigherVersionAlsoWithTheSameValue() {
    long last = 0;
    for (int i = 0; i < 50; i++) {
      long version = cache().put("k", "1").version();
      assertThat(version).isGreaterThan(last);
      last = version;
    }
  }

  @Test
  default void aValueStoredAfterADeleteHasAHigherVersion() {
    long first = cache().put("k", "1").version();
    cache().delete("k");

    assertThat(cache().put("k", "1").version()).isGreaterThan(first);
  }
}
