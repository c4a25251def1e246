package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.done;
import static io.ringcache.cache.memcached.FakeNodeKeys.NAMESPACE;
import static io.ringcache.cache.memcached.FakeNodeKeys.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Ttl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Room that is asked for, and made by evicting. */
class NodeRoomTest {

  /** Three entries of five bytes, to the last byte. */
  private static final Quota FIFO = new Quota(15, EvictionPolicy.FIFO);

  private final FakeNodeKeys fake = new FakeNodeKeys();

  private void fill() {
    for (String name : new String[] {"a", "b", "c"}) {
      fake.put(name, "1234", Ttl.FOREVER, FIFO);
    }
    assertThat(evictions()).isZero();
  }

  @Test
  void theKeyThatIsWrittenDoesNotGiveWay() {
    fill();

    fake.put("a", "12345", Ttl.FOREVER, FIFO);

    assertThat(fake.isThere("a")).isTrue();
    assertThat(fake.isThere("b")).isFalse();
    assertThat(fake.isThere("c")).isTrue();
  }

  @Test
  void aVictimThatHasChangedSinceStaysAndAnotherGivesWay() {
    fill();
    fake.node.beforeNextChange(
        () -> assertThat(done(fake.writes.touch(key("a"), Ttl.ofSeconds(9)))).isTrue());

    fake.put("d", "1234", Ttl.FOREVER, FIFO);

    assertThat(fake.isThere("a")).isTrue();
    assertThat(fake.isThere("b")).isFalse();
    assertThat(evictions()).isEqualTo(1);
    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(15);
  }

  @Test
  void thoseWhoWaitForRoomShareOneWalk() {
    fill();
    CompletableFuture<Void> end = new CompletableFuture<>();
    fake.node.endWalks(end);
    int walks = fake.node.walks();

    CompletionStage<Room.Claim> one = claim("d", 5);
    CompletionStage<Room.Claim> two = claim("e", 5);

    assertThat(one).isNotCompleted();
    assertThat(fake.node.walks()).isEqualTo(walks + 1);
    end.complete(null);
    done(one).settle(true);
    done(two).settle(true);
    assertThat(fake.isThere("a")).isFalse();
    assertThat(fake.isThere("b")).isFalse();
    assertThat(fake.isThere("c")).isTrue();
    assertThat(fake.node.walks()).isEqualTo(walks + 1);
  }

  @Test
  void whereNobodyCanGiveWayTheWriteGoesAheadInTheEnd() {
    fill();
    for (String name : new String[] {"a", "b", "c"}) {
      assertThat(claim(name, 0)).isCompleted(); // and not settled
    }

    assertThat(claim("d", 5)).isCompleted();

    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(20);
    assertThat(evictions()).isZero();
  }

  @Test
  void aWalkThatFailsFailsTheWriteAndNothingStaysClaimed() {
    fill();
    fake.node.endWalks(CompletableFuture.failedFuture(new CacheException.NodeBusy("fake", 1)));
    assertThat(claim("a", 5)).isCompletedExceptionally();
    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(15);
    fake.node.endWalks(CompletableFuture.completedFuture(null));

    fake.put("d", "1234", Ttl.FOREVER, FIFO);

    assertThat(fake.isThere("a")).as("it may give way again").isFalse();
  }

  @Test
  void aKeyWithTwoWritesMayGiveWayWhenBothHaveEnded() {
    NamespaceRoom room = new NamespaceRoom(NAMESPACE);
    room.begin(key("k"));
    room.begin(key("k"));

    room.end(key("k"));
    assertThat(room.isWriting(key("k"))).isTrue();
    room.end(key("k"));
    assertThat(room.isWriting(key("k"))).isFalse();
  }

  @Test
  void aLittleMoreRoomIsMadeThanIsNeeded() {
    Quota room = new Quota(1000, EvictionPolicy.FIFO);
    for (int i = 10; i < 60; i++) {
      fake.put("k" + i, "1".repeat(17), Ttl.FOREVER, room); // 20 bytes each
    }

    fake.put("new", "1", Ttl.FOREVER, room);

    assertThat(evictions()).as("4 bytes, and a fiftieth of the quota").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "FIFO, 16777216, 2", // 33 take more than 31 parts of 32
    "FIFO, 17000000, 1",
    "FIFO, 17100000, 0", // not so full
    "NONE, 16777216, 0",
  })
  void aLargeNamespaceMakesRoomBeforeItIsFull(EvictionPolicy policy, long max, int evicted) {
    for (int i = 0; i < 33; i++) {
      fake.put("k" + (10 + i), "1".repeat(499_997), Ttl.FOREVER, new Quota(max, policy));
      assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isLessThan(max);
    }

    assertThat(evictions()).isEqualTo(evicted);
  }

  @Test
  void aSmallNamespaceIsFilledToItsLastByte() {
    fill();

    assertThat(fake.keys.lastKnownBytes(NAMESPACE)).isEqualTo(15);
  }

  @Test
  void aTrimWithNoneRemovesNothing() {
    fill();

    done(fake.keys.trim(NAMESPACE, new Quota(5, EvictionPolicy.NONE)));

    assertThat(fake.isThere("a")).isTrue();
  }

  @Test
  void aTrimWaitsForTheEvictionUnderWay() {
    fill();
    CompletableFuture<Void> end = new CompletableFuture<>();
    fake.node.endWalks(end);
    CompletionStage<Room.Claim> claimed = claim("d", 5);
    int walks = fake.node.walks();

    CompletionStage<Void> trimmed = fake.keys.trim(NAMESPACE, new Quota(5, EvictionPolicy.FIFO));

    assertThat(fake.node.walks()).isEqualTo(walks);
    end.complete(null);
    assertThat(claimed).isCompleted();
    assertThat(trimmed).isCompleted();
    assertThat(fake.isThere("a")).as("for d").isFalse();
    assertThat(fake.isThere("b")).as("for the trim").isFalse();
  }

  @Test
  void aTrimOfMoreThanOneWalkRemembersGoesOn() {
    for (int i = 0; i < Victims.MAX + 500; i++) {
      fake.put("k" + (10_000 + i), "1", Ttl.FOREVER, Quota.UNLIMITED); // 7 bytes each
    }

    done(fake.keys.trim(NAMESPACE, new Quota(700, EvictionPolicy.FIFO)));

    assertThat(evictions()).isEqualTo(Victims.MAX + 400);
    assertThat(fake.isThere("k" + (10_000 + Victims.MAX + 399))).isFalse();
    assertThat(fake.isThere("k" + (10_000 + Victims.MAX + 400))).isTrue();
  }

  private CompletionStage<Room.Claim> claim(String name, long growth) {
    return fake.keys.room().claim(key(name), growth, FIFO);
  }

  private long evictions() {
    return done(fake.keys.stats(NAMESPACE)).evictions();
  }
}
