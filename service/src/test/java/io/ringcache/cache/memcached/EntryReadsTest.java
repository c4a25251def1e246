package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.done;
import static io.ringcache.cache.memcached.EntriesOnFake.key;
import static io.ringcache.cache.memcached.EntriesOnFake.wireKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.ring.ValueRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryReadsTest {

  private final EntriesOnFake entries = EntriesOnFake.alone();

  @Test
  void aReadIsOneRoundTripAndOneMoreWhereTheEntryIsTagged() {
    entries.put("bare", "1");
    entries.put("tagged", "1", "t", "u");
    entries.node.calls();

    assertThat(entries.value("bare")).contains("1");
    assertThat(entries.node.calls()).isEqualTo(1);
    assertThat(entries.value("tagged")).contains("1");
    assertThat(entries.node.calls()).isEqualTo(2);
    assertThat(entries.value("absent")).isEmpty();
    assertThat(entries.node.calls()).isEqualTo(1);
  }

  @Test
  void manyAreReadInAsManyRoundTrips() {
    entries.put("a", "1", "t");
    entries.put("b", "2", "u");
    entries.put("c", "3");
    entries.node.calls();

    Map<CacheKey, Optional<byte[]>> read =
        done(entries.reads.getAll(
                List.of(key("a"), key("b"), key("c"), key("d")), new ValueRoom(100_000).claim()))
            .done();

    assertThat(entries.node.calls()).isEqualTo(2);
    assertThat(read.getOrDefault(key("b"), Optional.empty()))
        .map(json -> new String(json, UTF_8))
        .contains("2");
    assertThat(read).hasSize(4).containsEntry(key("d"), Optional.empty());
    assertThat(entries.tallied).containsExactlyInAnyOrder("hit a", "hit b", "hit c", "miss");
  }

  @Test
  void aGetIsCountedAndAPeekIsNot() {
    entries.put("k", "1");

    done(entries.reads.peek(key("k")));
    done(entries.reads.peek(key("absent")));
    assertThat(entries.tallied).isEmpty();

    done(entries.reads.get(key("k")));
    done(entries.reads.get(key("absent")));
    assertThat(entries.tallied).containsExactly("hit k", "miss");
  }

  @Test
  void anEntryIsGoneToTheMillisecondAndTheNodeForgetsItLater() {
    entries.put("k", "1");
    entries.touch("k", 10);
    long millis = entries.clock.millis();

    assertThat(entries.node.expiresAt(wireKey("k")) * 1000).isGreaterThan(millis + 11_999);
    entries.clock.move(Duration.ofMillis(9_999));
    assertThat(done(entries.reads.peek(key("k"))).orElseThrow().ttlMillis()).isEqualTo(1);
    entries.clock.move(Duration.ofMillis(1));
    assertThat(entries.value("k")).isEmpty();
  }

  @Test
  void whatSomebodyElseStoredIsAMiss() {
    entries.put("k", "1");
    byte[] bytes = entries.node.bytes(wireKey("k"));
    bytes[bytes.length - 1]++;

    done(entries.node.set(wireKey("k"), bytes, 0));
    assertThat(entries.value("k")).isEmpty();
    done(entries.node.set(wireKey("k"), "{\"a\":1}".getBytes(UTF_8), 0));
    assertThat(entries.value("k")).isEmpty();
    done(entries.node.set(wireKey("k"), new byte[0], 0));
    assertThat(entries.value("k")).isEmpty();

    assertThat(entries.put("k", "2").created()).isTrue();
    assertThat(entries.value("k")).contains("2");
  }

  @Test
  void aHashedKeyReadsOnlyItsOwnEntry() {
    String mine = "k".repeat(300);
    String other = "k".repeat(301);
    entries.put(mine, "1");
    done(entries.node.set(wireKey(other), entries.node.bytes(wireKey(mine)), 0));

    assertThat(entries.value(mine)).contains("1");
    assertThat(entries.value(other)).isEmpty();
  }
}
