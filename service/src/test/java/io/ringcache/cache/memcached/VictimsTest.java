package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VictimsTest {

  private static final long NOW = 1_800_000_000_000L;

  private final ReadTable reads = new ReadTable();

  @Test
  void lruGoesByTheLaterOfWhatTheNodeAndWhatThisProcessKnows() {
    reads.note(key("read here"), 1, NOW - 10);
    reads.note(key("read here, and later elsewhere"), 1, NOW - 9000);

    assertThat(
            order(
                EvictionPolicy.LRU,
                entry("read here", 1, 1000, 1),
                entry("never read", 2, NOW - 20, 1),
                entry("read here, and later elsewhere", 3, NOW - 15, 1)))
        .containsExactly("never read", "read here, and later elsewhere", "read here");
  }

  /** What the node notes is a whole second, and may be one that is still to come. */
  @Test
  void lruTakesWhatWasNotReadHereWhereTheNodesClockIsAhead() {
    reads.note(key("read just now"), 1, NOW - 10);

    assertThat(
            order(
                EvictionPolicy.LRU,
                entry("read just now", 1, NOW + 900, 1),
                entry("idle", 2, NOW + 900, 1)))
        .containsExactly("idle", "read just now");
  }

  @Test
  void lfuGoesByTheReadsOfThisProcessOldOnesCountingLess() {
    for (int i = 0; i < 4; i++) {
      reads.note(key("long ago"), 1, NOW - 3_600_000);
    }
    reads.note(key("once"), 1, NOW);
    reads.note(key("twice"), 1, NOW);
    reads.note(key("twice"), 1, NOW);

    assertThat(
            order(
                EvictionPolicy.LFU,
                entry("twice", 1, NOW, 1),
                entry("once", 2, NOW, 1),
                entry("long ago", 3, NOW, 1),
                entry("never", 4, NOW, 1)))
        .containsExactly("never", "long ago", "once", "twice");
  }

  @Test
  void lfuOfEquallyUsedOnesTakesThoseNotReadForLongest() {
    assertThat(
            order(
                EvictionPolicy.LFU,
                entry("later", 1, NOW, 1),
                entry("earlier", 2, NOW - 1, 1),
                entry("later too", 3, NOW, 1)))
        .containsExactly("earlier", "later", "later too");
  }

  @Test
  void fifoGoesByTheOrderInWhichTheNodeHasTakenThem() {
    reads.note(key("second"), 1, NOW + 5);

    assertThat(
            order(
                EvictionPolicy.FIFO,
                entry("third", 9, 1, 1),
                entry("first", 7, NOW, 2),
                entry("second", 8, NOW, 3)))
        .containsExactly("first", "second", "third");
  }

  @Test
  void ttlTakesWhatWouldExpireFirstAndWhatNeverDoesLast() {
    assertThat(
            order(
                EvictionPolicy.TTL,
                entry("never", 1, 1, Long.MAX_VALUE),
                entry("later", 2, 1, NOW + 1001),
                entry("sooner", 3, NOW, NOW + 1000)))
        .containsExactly("sooner", "later", "never");
  }

  @ParameterizedTest
  @EnumSource
  void noMoreAreKeptThanTheBoundAndTheseAreTheFirst(EvictionPolicy policy) {
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, 2 * Victims.MAX).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    Victims victims = new Victims(policy, reads, NOW);
    for (int i : shuffled) {
      victims.consider(entry("k" + i, i + 1, NOW + i, NOW + i));
    }

    assertThat(victims.inOrder())
        .extracting(victim -> victim.key().name())
        .containsExactlyElementsOf(IntStream.range(0, Victims.MAX).mapToObj(i -> "k" + i).toList());
  }

  private List<String> order(EvictionPolicy policy, LiveEntry... entries) {
    Victims victims = new Victims(policy, reads, NOW);
    for (LiveEntry entry : entries) {
      victims.consider(entry);
    }
    return victims.inOrder().stream().map(victim -> victim.key().name()).toList();
  }

  private static LiveEntry entry(
      String name, long cas, long lastAccessMillis, long expiresAtMillis) {
    return new LiveEntry(
        key(name), WireKey.of(key(name)), cas, 1, lastAccessMillis, expiresAtMillis, Tags.NONE);
  }
}
