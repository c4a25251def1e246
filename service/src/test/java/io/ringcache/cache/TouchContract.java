package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changing how long an entry lives. */
interface TouchContract extends ContractPart {

  @Test
  default void aTouchSetsTheTtlAndNothingElse() {
    long version = cache().putTagged("k", "\"v\"", Ttl.ofSeconds(10), "t").version();

    assertThat(cache().touch("k", Ttl.ofSeconds(1000))).isTrue();

    Entry entry = cache().peek("k").orElseThrow();
    assertThat(entry.ttlMillis()).isBetween(900_000L, 1_000_000L);
    assertThat(entry.json()).asString(UTF_8).isEqualTo("\"v\"");
    assertThat(entry.createdAtMicros()).isEqualTo(version);
    assertThat(cache().inspect("k").orElseThrow().tags()).isEqualTo(Tags.of(List.of("t")));
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 1, 4, 0, false));
  }

  @Test
  default void anEntryTouchedInTimeLivesOn() {
    cache().put("k", "1", Ttl.ofSeconds(1));
    cache().touch("k", Ttl.ofSeconds(100));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().value("k")).contains("1");
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void anEntryMayBeMadeToLiveShorterOrForEver() {
    cache().put("shorter", "1", Ttl.ofSeconds(100));
    cache().put("no longer for ever", "1");
    cache().put("for ever", "1", Ttl.ofSeconds(1));

    cache().touch("shorter", Ttl.ofSeconds(1));
    cache().touch("no longer for ever", Ttl.ofSeconds(1));
    cache().touch("for ever", Ttl.FOREVER);
    letPass(Duration.ofMillis(1100));

    assertThat(cache().peek("shorter")).isEmpty();
    assertThat(cache().peek("no longer for ever")).isEmpty();
    assertThat(cache().peek("for ever").orElseThrow().ttlMillis()).isEqualTo(Entry.NO_TTL);
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void whatIsNotThereCanNotBeTouched() {
    cache().put("deleted", "1");
    cache().delete("deleted");
    cache().put("expired", "1", Ttl.ofSeconds(1));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().touch("never", Ttl.ofSeconds(100))).isFalse();
    assertThat(cache().touch("deleted", Ttl.FOREVER)).isFalse();
    assertThat(cache().touch("expired", Ttl.ofSeconds(100))).isFalse();
    assertThat(cache().peek("expired")).isEmpty();
    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
  }
}
