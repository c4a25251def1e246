package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinedPutsTest {

  private static final NamespaceName NS = new NamespaceName("ns");
  private static final NamespaceName OTHER = new NamespaceName("other");
  private static final Quota ROOM = new Quota(1_000_000, EvictionPolicy.LRU);
  private static final long DEADLINE = 77;

  private final KnownBytes known = new KnownBytes();
  private final CallQueue queue = new CallQueue(1000);

  @Test
  void putsThatWaitInARowAreOneCall() {
    RedisCall<?> first = put("a");
    queued(put("b"), put("c"));
    RedisCall<?> joined = JoinedPuts.of(first, queue);
    assertThat(names(joined)).containsExactly("a", "b", "c");
    assertThat(joined.deadlineNanos()).isEqualTo(DEADLINE);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aPutWithNothingBehindItStaysWhatItIs() {
    RedisCall<?> first = put("a");
    assertThat(JoinedPuts.of(first, queue)).isSameAs(first);
  }

  @Test
  void whatIsNoPutEndsTheRow() {
    RedisCall<?> read = EntryRead.call(key(NS, "a"), DEADLINE, (key, found) -> {});
    queued(put("b"), read, put("c"));
    assertThat(names(JoinedPuts.of(put("a"), queue))).containsExactly("a", "b");
    assertThat(queue.poll()).isSameAs(read);
    queued(put("d"));
    assertThat(JoinedPuts.of(read, queue)).isSameAs(read);
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void aCallTakesSoManyAndNoMore() {
    IntStream.range(0, 50).forEach(i -> queued(put("k" + i)));
    assertThat(names(JoinedPuts.of(put("a"), queue))).hasSize(JoinedPuts.MOST);
    assertThat(queue.size()).isEqualTo(50 - JoinedPuts.MOST + 1);
  }

  @Test
  void oneKeyIsPutOnceInACall() {
    queued(put("b"), put("a"), put("c"));
    assertThat(names(JoinedPuts.of(put("a"), queue))).containsExactly("a", "b");
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void putsThatShareNeitherNamespaceNorPolicyNorConditionAreApart() {
    queued(call(OTHER, "b", 10, Precondition.NONE, ROOM, false));
    assertAlone(put("a"));
    queued(call(NS, "b", 10, Precondition.NONE, new Quota(99, EvictionPolicy.NONE), false));
    assertAlone(put("a"));
    queued(call(NS, "b", 10, Precondition.ABSENT, ROOM, false));
    assertAlone(put("a"));
    queued(call(NS, "b", 10, Precondition.NONE, ROOM, true));
    assertAlone(put("a"));
    queued(call(NS, "b", JoinedPuts.LARGEST, Precondition.NONE, ROOM, false));
    assertAlone(put("a"));
    queued(put("b"));
    assertAlone(call(NS, "a", 10, Precondition.ABSENT, ROOM, false));
  }

  @Test
  void togetherTheyFitIntoTheSmallestRoomThatOneWasTold() {
    Quota small = new Quota(250, EvictionPolicy.LRU);
    queued(
        call(NS, "b", 100, Precondition.NONE, small, false),
        call(NS, "c", 100, Precondition.NONE, ROOM, false));
    RedisCall<?> first = call(NS, "a", 100, Precondition.NONE, ROOM, false);
    assertThat(names(JoinedPuts.of(first, queue))).containsExactly("a", "b");
  }

  @Test
  void whatFailedWhileItWaitedIsLeftOut() {
    RedisCall<?> late = put("b");
    queued(late, put("c"));
    late.fail(new CacheException.NodeTimeout("n", 1));
    assertThat(names(JoinedPuts.of(put("a"), queue))).containsExactly("a", "c");
  }

  @Test
  void whatWasJoinedIsNotJoinedOnceMore() {
    queued(put("b"));
    RedisCall<?> joined = JoinedPuts.of(put("a"), queue);
    queued(put("c"));
    assertAlone(joined);
    queued(joined);
    assertAlone(put("d"));
  }

  @Test
  void aCallThatFailsFailsAllOfThem() {
    EntryPuts.Put one = new EntryPuts.Put(key(NS, "a"), entry(1), Precondition.NONE, ROOM, false);
    EntryPuts.Put two = new EntryPuts.Put(key(NS, "b"), entry(1), Precondition.NONE, ROOM, false);
    queued(EntryPuts.call(two, known, DEADLINE));
    JoinedPuts.of(EntryPuts.call(one, known, DEADLINE), queue)
        .fail(new CacheException.NodeUnavailable("n", "gone"));
    assertThat(Calls.failure(one.result())).isInstanceOf(CacheException.NodeUnavailable.class);
    assertThat(Calls.failure(two.result())).isInstanceOf(CacheException.NodeUnavailable.class);
  }

  private void assertAlone(RedisCall<?> call) {
    assertThat(JoinedPuts.of(call, queue)).isSameAs(call);
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.size()).isZero();
  }

  private void queued(RedisCall<?>... calls) {
    for (RedisCall<?> call : calls) {
      assertThat(queue.offer(call)).isTrue();
    }
  }

  private RedisCall<?> put(String name) {
    return call(NS, name, 10, Precondition.NONE, ROOM, false);
  }

  private RedisCall<?> call(
      NamespaceName namespace,
      String name,
      int bytes,
      Precondition precondition,
      Quota room,
      boolean alone) {
    return EntryPuts.call(
        new EntryPuts.Put(key(namespace, name), entry(bytes), precondition, room, alone),
        known,
        DEADLINE);
  }

  private static NewEntry entry(int bytes) {
    return new NewEntry(new byte[bytes], Ttl.FOREVER, Tags.NONE);
  }

  private static CacheKey key(NamespaceName namespace, String name) {
    return CacheKey.of(namespace, name);
  }

  private static List<String> names(RedisCall<?> call) {
    return ((EntryPuts) call.commands()).puts().stream().map(put -> put.key().name()).toList();
  }
}
