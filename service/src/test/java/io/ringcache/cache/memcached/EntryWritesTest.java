package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.NAMESPACE;
import static io.ringcache.cache.memcached.EntriesOnFake.done;
import static io.ringcache.cache.memcached.EntriesOnFake.entry;
import static io.ringcache.cache.memcached.EntriesOnFake.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Writes, and rivals on the same node that come between a look and its store. */
class EntryWritesTest {

  private final EntriesOnFake entries = EntriesOnFake.alone();
  private final EntriesOnFake rival = entries.rival();

  @Test
  void aWriteIsTwoRoundTrips() {
    entries.put("k", "1", "t");
    entries.node.calls();

    entries.put("k", "2", "t");
    assertThat(entries.node.calls()).isEqualTo(2);
    entries.increment("k", 1);
    assertThat(entries.node.calls()).isEqualTo(3); // whether it is alive is up to its tags
  }

  @Test
  void ofTwoWhoCreateAtOnceOneDoes() {
    entries.node.beforeNextChange(() -> assertThat(rival.put("k", "1").created()).isTrue());

    assertThat(entries.put("k", "2").created()).isFalse();
    assertThat(entries.value("k")).contains("2");
  }

  @Test
  void createOnlyLosesToWhoeverWasFirst() {
    entries.node.beforeNextChange(() -> rival.put("k", "1"));

    assertFails(() -> entries.put("k", "2", Precondition.ABSENT));
    assertThat(entries.value("k")).contains("1");
  }

  @Test
  void aVersionThatIsReplacedMeanwhileIsNotTheOneRequired() {
    long version = entries.put("k", "1").version();
    entries.node.beforeNextChange(() -> rival.put("k", "2"));

    assertFails(() -> entries.put("k", "3", new Precondition.Version(version)));
    assertThat(entries.value("k")).contains("2");
  }

  @Test
  void aVersionThatIsRemovedMeanwhileIsNotTheOneRequired() {
    long version = entries.put("k", "1").version();
    entries.node.beforeNextChange(() -> rival.delete("k"));

    assertFails(() -> entries.put("k", "3", new Precondition.Version(version)));
    assertThat(entries.value("k")).isEmpty();
  }

  @Test
  void noIncrementIsLost() {
    entries.put("n", "1");
    entries.node.beforeNextChange(() -> rival.increment("n", 10));

    assertThat(entries.increment("n", 100)).isEqualTo(111);
  }

  @Test
  void anIncrementOfWhatIsRemovedMeanwhileBeginsAnew() {
    entries.put("n", "1");
    entries.node.beforeNextChange(() -> rival.delete("n"));

    assertThat(entries.increment("n", 100)).isEqualTo(100);
  }

  @Test
  void ofTwoWhoDeleteAtOnceOneHas() {
    entries.put("k", "1");
    entries.node.beforeNextChange(() -> assertThat(rival.delete("k")).isTrue());

    assertThat(entries.delete("k")).isFalse();
  }

  @Test
  void aDeleteOfAVersionLeavesANewerValue() {
    long version = entries.put("k", "1").version();
    entries.node.beforeNextChange(() -> rival.put("k", "2"));

    assertFails(() -> done(entries.writes.delete(key("k"), new Precondition.Version(version))));
    assertThat(entries.value("k")).contains("2");
  }

  @Test
  void aTouchBringsNoOldValueBack() {
    entries.put("k", "1");
    entries.node.beforeNextChange(() -> rival.put("k", "2"));
    assertThat(entries.touch("k", 100)).isTrue();
    assertThat(entries.value("k")).contains("2");

    entries.node.beforeNextChange(() -> rival.delete("k"));
    assertThat(entries.touch("k", 100)).isFalse();
    assertThat(entries.value("k")).isEmpty();
  }

  @Test
  void whatAFlushOvertakesIsDeadWhenItIsStored() {
    entries.put("k", "1");
    entries.node.beforeNextChange(() -> done(rival.stamps.renewGeneration(NAMESPACE)));

    entries.put("k", "2");
    assertThat(entries.value("k")).isEmpty();
  }

  @Test
  void whatAnInvalidationOvertakesIsDeadWhenItIsStored() {
    entries.put("k", "1", "t");
    entries.node.beforeNextChange(
        () -> done(rival.stamps.renewEpochs(NAMESPACE, Tags.of(List.of("t")))));

    entries.touch("k", 100);
    assertThat(entries.value("k")).isEmpty();
  }

  @Test
  void aGenerationThatARivalMakesIsEverybodys() {
    EntriesOnFake slow = EntriesOnFake.alone();
    EntriesOnFake fast = slow.rival();
    slow.node.beforeNextChange(() -> fast.put("b", "2"));

    slow.put("a", "1");
    fast.put("c", "3");
    assertThat(slow.value("a")).contains("1");
    assertThat(slow.value("c")).contains("3");
  }

  @Test
  void whoAlwaysLosesIsToldThatNothingHappened() {
    entries.put("n", "0");
    entries.node.beforeEachChange(() -> rival.increment("n", 1));

    assertThatThrownBy(() -> entries.put("n", "-1"))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CacheException.NodeBusy.class);
    assertThat(entries.value("n").map(Integer::parseInt).orElseThrow()).isPositive();
  }

  @Test
  void versionsGrowThoughTheClockGoesBack() {
    long first = entries.put("k", "1").version();
    entries.clock.move(Duration.ofHours(-1));
    long second = entries.put("k", "2").version();
    entries.increment("k", 1);
    long third = done(entries.reads.peek(key("k"))).orElseThrow().createdAtMicros();

    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aTouchKeepsTheVersion() {
    long version = entries.put("k", "1").version();
    entries.clock.move(Duration.ofSeconds(5));
    entries.touch("k", 60);

    assertThat(entries.put("k", "2", new Precondition.Version(version)).created()).isFalse();
  }

  @Test
  void theBytesOfLiveEntriesAreCounted() {
    entries.put("k", "12345");
    assertThat(entries.heldBytes()).isEqualTo(6);
    entries.put("k", "1");
    assertThat(entries.heldBytes()).isEqualTo(2);
    entries.increment("k", 99);
    assertThat(entries.heldBytes()).isEqualTo(4);
    entries.touch("k", 100);
    assertThat(entries.heldBytes()).isEqualTo(4);
    entries.delete("k");
    assertThat(entries.heldBytes()).isZero();
  }

  @Test
  void whoeverLosesARaceCountsWhatHeReplaces() {
    entries.node.beforeNextChange(() -> rival.put("k", "12345"));
    entries.put("k", "1");

    assertThat(entries.heldBytes() + rival.heldBytes()).isEqualTo(2);
  }

  @Test
  void aValueThatTheNodeDoesNotTakeIsNotSent() {
    entries.put("k", "1");
    entries.node.limitItems(OptionalLong.of(1000));
    entries.node.calls();

    assertThatThrownBy(() -> entries.put("k", '"' + "x".repeat(1000) + '"'))
        .hasCauseInstanceOf(CacheException.ValueTooLarge.class);
    assertThat(entries.node.calls()).isEqualTo(1);
    assertThat(entries.value("k")).contains("1");
  }

  @Test
  void manyAreStoredAndRemovedByOneLookAndAStoreEach() {
    Map<CacheKey, NewEntry> three =
        Map.of(key("a"), entry("1", "t"), key("b"), entry("2"), key("c"), entry("3", "u"));
    done(entries.writes.putAll(three, Quota.UNLIMITED));
    entries.node.calls();

    assertThat(done(entries.writes.putAll(three, Quota.UNLIMITED)).done().values())
        .extracting(PutResult::created)
        .containsExactly(false, false, false);
    assertThat(entries.node.calls()).isEqualTo(4);

    List<CacheKey> keys = List.of(key("a"), key("b"), key("absent"));
    assertThat(done(entries.writes.deleteAll(keys)).done())
        .isEqualTo(Map.of(key("a"), true, key("b"), true, key("absent"), false));
    assertThat(entries.value("c")).contains("3");
    assertThat(entries.heldBytes()).isEqualTo(2);
  }

  @Test
  void oneOfManyThatARivalOvertakesIsTriedAgainAlone() {
    entries.node.beforeNextChange(() -> rival.put("a", "7"));

    var result = done(entries.writes.putAll(Map.of(key("a"), entry("1")), Quota.UNLIMITED));

    assertThat(result.done().values()).extracting(PutResult::created).containsExactly(false);
    assertThat(entries.value("a")).contains("1");
  }

  private static void assertFails(ThrowingCallable write) {
    assertThatThrownBy(write).hasCauseInstanceOf(CacheException.PreconditionFailed.class);
  }
}
