package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.FakeNode.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class RingBackendTest {

  private static final NamespaceName USERS = new NamespaceName("users");
  private static final NewEntry ENTRY = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
  private final CacheException down = new CacheException.NodeUnavailable("b", "refused");

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

  private final FakeNode a = new FakeNode("a");
  private final FakeNode b = new FakeNode("b");
  private final FakeNode c = new FakeNode("c");
  private final List<FakeNode> nodes = List.of(a, b, c);
  private final HashRing ring = HashRing.of(Stream.of("a", "b", "c").map(RingMember::of).toList());
  private final RingBackend backend =
      new RingBackend("fake", Topology.of(1, ring, nodes), RingBackendTest::stored);

  /** Enough that every node has some. */
  private final List<CacheKey> keys =
      IntStream.range(0, 60).mapToObj(i -> CacheKey.of(USERS, "user_" + i)).toList();

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.ringcache.cache.ring");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void keepWhatIsLogged() {
    logged.start();
    logger.addAppender(logged);
    logger.setAdditive(false);
  }

  @AfterEach
  void logAsBefore() {
    logger.setAdditive(true);
    logger.detachAppender(logged);
  }

  @Test
  void aCallOnOneKeyGoesToItsOwnerAndToNobodyElse() {
    for (CacheKey key : keys) {
      nodes.forEach(node -> node.calls.clear());

      join(backend.put(key, ENTRY));
      join(backend.get(key));
      join(backend.peek(key));
      join(backend.delete(key));

      assertThat(calls())
          .containsExactlyElementsOf(owner(key).calls)
          .containsExactlyElementsOf(
              Stream.of("put", "get", "peek", "delete")
                  .map(name -> new Call(name, List.of(key)))
                  .toList());
    }
  }

  @Test
  void theStageOfACallOnOneKeyIsTheNodesOwn() {
    CacheKey key = keys.get(0);
    FakeNode node = owner(key);

    assertThat((Object) backend.get(key)).isSameAs(node.lastStage);
    assertThat((Object) backend.peek(key)).isSameAs(node.lastStage);
    assertThat((Object) backend.put(key, ENTRY)).isSameAs(node.lastStage);
    assertThat((Object) backend.delete(key)).isSameAs(node.lastStage);
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
            });

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

    assertThat(logged.list).hasSize(1);
    assertThat(logged.list.get(0).getLevel()).isEqualTo(Level.ERROR);
    assertThat(logged.list.get(0).getFormattedMessage()).contains("node b");
    assertThat(logged.list.get(0).getThrowableProxy().getMessage()).isEqualTo("a defect");
  }

  @Test
  void aNodeThatIsDownIsNotLoggedWithEveryCall() {
    b.failWith(down);
    join(backend.getAll(keys));

    assertThat(logged.list).isEmpty();
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

  @Test
  void aFlushAsksAllNodesAtOnceAndAddsUp() {
    join(Batch.PUT_ALL.on(backend, keys));
    nodes.forEach(FakeNode::hold);
    CompletableFuture<FlushResult> result = backend.flush(USERS, Glob.ALL).toCompletableFuture();

    assertThat(nodes).allMatch(node -> node.calls.contains(new Call("flush", List.of())));
    nodes.forEach(FakeNode::release);
    assertThat(result).isCompletedWithValue(new FlushResult(keys.size(), List.of()));
  }

  @Test
  void aFlushNamesTheNodesThatFailed() {
    join(Batch.PUT_ALL.on(backend, keys));
    a.throwAtOnce(new IllegalStateException("a defect"));
    b.failWith(down);

    assertThat(join(backend.flush(USERS, Glob.ALL)))
        .isEqualTo(new FlushResult(keysOf(c).size(), List.of("a", "b")));
  }

  @Test
  void theNumbersAreTheSumOverTheNodes() {
    join(Batch.PUT_ALL.on(backend, keys));

    assertThat(join(backend.stats(USERS)))
        .isEqualTo(new NamespaceStats(3, 6, keys.size(), 12, 15, false));
  }

  @Test
  void theNumbersWithoutANodeAreDegraded() {
    b.failWith(down);
    assertThat(join(backend.stats(USERS))).isEqualTo(new NamespaceStats(2, 4, 0, 8, 10, true));

    c.throwAtOnce(new IllegalStateException("a defect"));
    assertThat(join(backend.stats(USERS))).isEqualTo(new NamespaceStats(1, 2, 0, 4, 5, true));

    a.failWith(down);
    assertThat(join(backend.stats(USERS))).isEqualTo(NamespaceStats.ZERO.asDegraded());
  }

  @Test
  void healthListsTheNodesByName() {
    assertThat(join(backend.health()).nodes()).containsExactly(up("a"), up("b"), up("c"));
  }

  @Test
  void aNodeWhoseHealthFailsIsDown() {
    a.throwAtOnce(new IllegalStateException("a defect"));
    b.failWith(down);

    assertThat(join(backend.health()).nodes())
        .containsExactly(BackendHealth.Node.down("a"), BackendHealth.Node.down("b"), up("c"));
  }

  @Test
  void aNodeThatIsLateWithItsHealthIsDown() {
    assertThat(RingBackend.HEALTH_MILLIS).as("the contract's second").isLessThan(1000);
    b.hold();

    assertThat(backend.health().toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(10))
        .isEqualTo(new BackendHealth(List.of(up("a"), BackendHealth.Node.down("b"), up("c"))));
    assertThat(Objects.requireNonNull(b.lastStage).toCompletableFuture())
        .as("the node's own stage is left alone")
        .isNotDone();
  }

  @Test
  void closingClosesEveryNodeOnceEvenIfOneThrows() {
    a.throwAtOnce(new IllegalStateException("a defect"));

    backend.close();
    backend.close();

    assertThat(nodes).extracting(node -> node.closed).containsExactly(1, 1, 1);
  }

  @Test
  void itShowsTheStackItIsTheBottomOf() {
    assertThat(backend).hasToString("Ring{fake x3}");
    assertThat(backend.type()).isEqualTo("fake");
  }

  private void assertOnlyKeysOfBFailedWith(CacheException why, BatchResult<?> result) {
    assertThat(result.done()).containsOnlyKeys(without(keysOf(b)));
    assertThat(result.failed()).containsOnlyKeys(keysOf(b));
    assertThat(result.failed().values()).containsOnly(why);
  }

  private static byte[] stored(CacheKey key) {
    return ("cache:" + key).getBytes(UTF_8);
  }

  private FakeNode owner(CacheKey key) {
    String name = ring.owner(stored(key)).name();
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private List<CacheKey> keysOf(FakeNode node) {
    return keys.stream().filter(key -> owner(key) == node).toList();
  }

  private List<CacheKey> without(List<CacheKey> some) {
    return keys.stream().filter(key -> !some.contains(key)).toList();
  }

  private List<Call> calls() {
    return nodes.stream().flatMap(node -> node.calls.stream()).toList();
  }

  private static BackendHealth.Node up(String name) {
    return new BackendHealth.Node(name, true, 7, OptionalLong.of(70));
  }

  /** The answer of a stage that must be complete: nothing here may wait. */
  private static <T> T join(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    assertThat(future).isCompleted();
    return future.join();
  }
}
