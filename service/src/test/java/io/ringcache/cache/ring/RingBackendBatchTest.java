package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.ring.FakeNode.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The calls on many keys. */
class RingBackendBatchTest extends OnThreeFakeNodes {

  /** The calls on many keys, which share their promises. */
  enum Batch {
    GET_ALL("getAll") {
      @Override
      CompletionStage<? extends BatchResult<?>> on(CacheBackend backend, List<CacheKey> keys) {
        return backend.getAll(keys);
      }
    },
    PUT_ALL("putAll") {
      @Override
      CompletionStage<? extends BatchResult<?>> on(CacheBackend backend, List<CacheKey> keys) {
        Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, ENTRY));
        return backend.putAll(entries);
      }
    },
    DELETE_ALL("deleteAll") {
      @Override
      CompletionStage<? extends BatchResult<?>> on(CacheBackend backend, List<CacheKey> keys) {
        return backend.deleteAll(keys);
      }
    };

    final String call;

    Batch(String call) {
      this.call = call;
    }

    abstract CompletionStage<? extends BatchResult<?>> on(
        CacheBackend backend, List<CacheKey> keys);
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsOneCallToEachOwnerWithItsKeysInOrder(Batch batch) {
    BatchResult<?> result = join(batch.on(backend, keys));

    for (FakeNode node : nodes) {
      assertThat(keysOf(node)).isNotEmpty();
      assertThat(node.calls).containsExactly(new Call(batch.call, keysOf(node)));
    }
    assertThat(result.done()).containsOnlyKeys(keys);
    assertThat(result.failed()).isEmpty();
  }

  @Test
  void whatABatchStoresTheOthersFind() {
    join(Batch.PUT_ALL.on(backend, keys));

    assertThat(join(backend.getAll(keys)).done().values()).allMatch(read -> read.isPresent());
    assertThat(join(backend.deleteAll(keys)).done().values()).containsOnly(true);
    assertThat(join(backend.getAll(keys)).done().values()).noneMatch(read -> read.isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void aBatchWhoseKeysAreAllOnOneNodeIsOneCall(Batch batch) {
    List<CacheKey> itsKeys = keysOf(b);

    assertThat(join(batch.on(backend, itsKeys)).done()).containsOnlyKeys(itsKeys);
    assertThat(calls()).containsExactly(new Call(batch.call, itsKeys));
  }

  @Test
  void anMsetWhoseKeysAreAllOnOneNodeIsNotCopied() {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    keysOf(b).forEach(key -> entries.put(key, ENTRY));

    join(backend.putAll(entries));

    assertThat(b.lastBatch).isSameAs(entries);
  }

  @ParameterizedTest
  @EnumSource
  void aSingleNodeGetsEveryBatchWithoutPlacingItsKeys(Batch batch) {
    RingBackend single =
        new RingBackend(
            "fake",
            Topology.of(1, HashRing.of(List.of(RingMember.of("a"))), List.of(a)),
            key -> {
              throw new AssertionError("placed " + key);
            },
            TestNamespaces.of());

    assertThat(join(batch.on(single, keys)).done()).containsOnlyKeys(keys);
    assertThat(a.calls).containsExactly(new Call(batch.call, keys));
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfNoKeysAsksNobody(Batch batch) {
    BatchResult<?> result = join(batch.on(backend, List.of()));

    assertThat(result.done()).isEmpty();
    assertThat(result.failed()).isEmpty();
    assertThat(calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsDoneWhenItsLastNodeIs(Batch batch) {
    b.hold();
    c.hold();
    CompletableFuture<?> result = batch.on(backend, keys).toCompletableFuture();

    assertThat(calls()).as("all are asked before any has answered").hasSize(3);
    b.release();
    assertThat(result).isNotDone();
    c.release();
    assertThat(result).isCompleted();
  }

  @ParameterizedTest
  @EnumSource
  void aNodeThatFailsCostsItsOwnKeys(Batch batch) {
    b.failWith(down);

    assertOnlyKeysOfBFailedWith(down, join(batch.on(backend, keys)));
    assertThat(nodes).as("no other node is asked instead").allMatch(node -> node.calls.size() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsTheSameBehindACompletionException(Batch batch) {
    b.failWith(new CompletionException(down));

    assertOnlyKeysOfBFailedWith(down, join(batch.on(backend, keys)));
  }

  @ParameterizedTest
  @EnumSource
  void aNodeThatThrowsAtOnceCostsItsOwnKeys(Batch batch) {
    b.throwAtOnce(down);

    assertOnlyKeysOfBFailedWith(down, join(batch.on(backend, keys)));
  }

  @ParameterizedTest
  @EnumSource
  void aDefectOfANodeClientIsAProtocolFailureOfItsKeys(Batch batch) {
    List<Runnable> defects =
        List.of(
            b::answerNull,
            () -> b.failWith(new IllegalStateException("a defect")),
            () -> b.failWith(new CompletionException(new IllegalStateException("a defect"))),
            () -> b.failWith(new CompletionException("without a cause", null)),
            () -> b.failWith(new CancellationException()),
            () -> b.failWith(new StackOverflowError()),
            () -> b.throwAtOnce(new IllegalStateException("a defect")));
    for (Runnable defect : defects) {
      defect.run();
      BatchResult<?> result = join(batch.on(backend, keys));

      assertThat(result.done()).containsOnlyKeys(without(keysOf(b)));
      assertThat(result.failed()).containsOnlyKeys(keysOf(b));
      assertThat(result.failed().values()).hasOnlyElementsOfType(CacheException.Protocol.class);
    }
  }

  @Test
  void aDefectOfANodeClientIsLoggedWithItsTrace() {
    b.failWith(new IllegalStateException("a defect"));
    join(backend.getAll(keys));

    assertThat(logged.events()).hasSize(1);
    assertThat(logged.events().get(0).getLevel()).isEqualTo(Level.ERROR);
    assertThat(logged.events().get(0).getFormattedMessage()).contains("node b");
    assertThat(logged.events().get(0).getThrowableProxy().getMessage()).isEqualTo("a defect");
  }

  @Test
  void aNodeThatIsDownIsNotLoggedWithEveryCall() {
    b.failWith(down);
    join(backend.getAll(keys));

    assertThat(logged.events()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatItsNodeRefusesFailsAlone(Batch batch) {
    CacheException full = new CacheException.StorageFull("no room");
    CacheKey refused = keysOf(b).get(1);
    b.refuse(refused, full);

    BatchResult<?> result = join(batch.on(backend, keys));

    assertThat(result.done()).containsOnlyKeys(without(List.of(refused)));
    assertThat(result.failed()).isEqualTo(Map.of(refused, full));
  }

  private void assertOnlyKeysOfBFailedWith(CacheException why, BatchResult<?> result) {
    assertThat(result.done()).containsOnlyKeys(without(keysOf(b)));
    assertThat(result.failed()).containsOnlyKeys(keysOf(b));
    assertThat(result.failed().values()).containsOnly(why);
  }

  private List<CacheKey> without(List<CacheKey> some) {
    return keys.stream().filter(key -> !some.contains(key)).toList();
  }
}
