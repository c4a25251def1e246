package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.FakeNode.Call;
import io.ringcache.testing.CapturedLog;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatchingUpTest {

  private static final ValueRoom.Claim CLAIM = new ValueRoom(1_000).claim();

  private static final NamespaceName USERS = new NamespaceName("users");
  private static final CacheKey KEY = CacheKey.of(USERS, "user_1");
  private static final CacheKey OTHER = CacheKey.of(USERS, "user_2");
  private static final Tags RED = Tags.of(List.of("red"));
  private static final NewEntry ENTRY = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, RED);
  private final CacheException down = new CacheException.NodeUnavailable("a", "refused");

  private final FakeNode fake = new FakeNode("a");
  private final CatchingUp node = CatchingUp.of(fake, Duration.ofSeconds(30));
  @RegisterExtension private final CapturedLog logged = CapturedLog.of(CatchUp.class);

  private record Named(String name, Function<NodeClient, CompletionStage<?>> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Named> writesOfOneKey() {
    return Stream.of(
        new Named("put", node -> node.put(KEY, ENTRY, Precondition.NONE, Quota.UNLIMITED)),
        new Named("delete", node -> node.delete(KEY, Precondition.NONE)),
        new Named(
            "increment",
            node ->
                node.increment(
                    KEY, new Increment(1, 0, Optional.empty(), Ttl.FOREVER), Quota.UNLIMITED)),
        new Named("touch", node -> node.touch(KEY, Ttl.FOREVER)),
        new Named("putAll", node -> node.putAll(Map.of(KEY, ENTRY), Quota.UNLIMITED)),
        new Named("deleteAll", node -> node.deleteAll(List.of(KEY))));
  }

  private static Stream<Named> callsThatWriteNothing() {
    return Stream.of(
        new Named("get", node -> node.get(KEY)),
        new Named("peek", node -> node.peek(KEY)),
        new Named("inspect", node -> node.inspect(KEY)),
        new Named("getAll", node -> node.getAll(List.of(KEY), CLAIM)),
        new Named("keys", node -> node.keys(USERS, Glob.ALL, Optional.empty(), 10)),
        new Named("trim", node -> node.trim(USERS, Quota.UNLIMITED)),
        new Named("stats", node -> node.stats(USERS)));
  }

  @ParameterizedTest
  @MethodSource("writesOfOneKey")
  void aKeyWhoseWriteGotNoAnswerIsRemovedBeforeTheNodeIsAskedAgain(Named write) {
    for (CacheException unanswered :
        List.of(
            down,
            new CacheException.NodeTimeout("a", 500),
            new CacheException.Protocol("a", "?"))) {
      store(KEY, OTHER);
      failed(write, unanswered);

      assertThat(fake.entries).containsKey(KEY);
      assertThat(join(node.get(KEY))).isEmpty();
      assertThat(join(node.get(OTHER))).isPresent();
      assertThat(calls()).containsExactly("settle", "deleteAll", "get", "get");
    }
  }

  @ParameterizedTest
  @MethodSource("callsThatWriteNothing")
  void everyCallWaitsForTheCatchUpAndNoneIsRemembered(Named call) {
    failed(writesOfOneKey().findFirst().orElseThrow(), down);

    join(call.call.apply(node));
    assertThat(calls()).containsExactly("settle", "deleteAll", call.name);

    failed(call, down);
    join(call.call.apply(node));
    assertThat(calls()).containsExactly(call.name);
  }

  @ParameterizedTest
  @MethodSource("writesOfOneKey")
  void aWriteThatWasRefusedIsNotRemembered(Named write) {
    for (CacheException refused :
        List.of(
            new CacheException.NodeBusy("a", 10),
            new CacheException.StorageFull("full"),
            new CacheException.ValueTooLarge("large"),
            new CacheException.PreconditionFailed(),
            new CacheException.NotAnInteger("text"))) {
      failed(write, refused);
      join(node.get(KEY));
      assertThat(calls()).containsExactly("get");
    }
  }

  @Test
  void ofABatchThoseWithoutAnAnswerAreRemoved() {
    store(KEY, OTHER);
    fake.refuse(KEY, down);
    fake.refuse(OTHER, new CacheException.NodeBusy("a", 10));
    join(node.deleteAll(List.of(KEY, OTHER)));
    fake.calls.clear();
    fake.accept();

    join(node.get(KEY));

    assertThat(fake.calls)
        .contains(new Call("deleteAll", List.of(KEY)))
        .extracting(Call::name)
        .containsExactly("settle", "deleteAll", "get");
  }

  @Test
  void aFlushAndAnInvalidationWithoutAnAnswerAreRepeated() {
    failed(new Named("flush", n -> n.flush(USERS, Glob.of("user_*"))), down);
    failed(new Named("invalidate", n -> n.invalidate(USERS, RED)), down);

    join(node.stats(USERS));

    assertThat(calls()).containsExactly("settle", "invalidate", "flush", "stats");
  }

  @Test
  void aReadIsTheNodesOwnStageWhileNothingIsMissed() {
    CompletionStage<Optional<Entry>> read = node.get(KEY);
    assertThat(read).isSameAs(fake.lastStage);
    assertThat(node.getAll(List.of(KEY), CLAIM)).isSameAs(fake.lastStage);
  }

  @Test
  void callsThatComeMeanwhileWaitForTheSameCatchUp() {
    miss(KEY);
    fake.hold();
    List<CompletionStage<Optional<Entry>>> reads =
        Stream.of(KEY, OTHER, KEY).map(node::get).toList();
    assertThat(calls()).containsExactly("settle");

    fake.release();

    reads.forEach(read -> assertThat(join(read)).isEmpty());
    assertThat(calls()).containsExactly("settle", "deleteAll", "get", "get", "get");
  }

  @Test
  void theyFailWithItAndItIsTriedAnew() {
    miss(KEY);
    fake.failWith(down);
    assertThat(failure(node.get(OTHER))).isEqualTo(down);
    assertThat(failure(node.delete(OTHER, Precondition.NONE))).isEqualTo(down);
    assertThat(calls()).containsExactly("settle", "settle");
    fake.heal();
    store(KEY, OTHER);

    assertThat(join(node.get(KEY))).isEmpty();
    assertThat(join(node.get(OTHER))).isEmpty(); // its delete was not even sent
  }

  @Test
  void whatCouldNotBeRemovedStaysNoted() {
    miss(KEY);
    fake.refuse(KEY, down);
    assertThat(failure(node.get(OTHER))).isEqualTo(down);
    assertThat(calls()).containsExactly("settle", "deleteAll");
    fake.accept();
    fake.calls.clear();

    join(node.get(OTHER));

    assertThat(calls()).containsExactly("settle", "deleteAll", "get");
  }

  @Test
  void aNodeThatIsFullIsUnavailableToItsReaders() {
    miss(KEY);
    fake.refuse(KEY, new CacheException.StorageFull("full"));
    assertThat(failure(node.get(OTHER)))
        .isInstanceOf(CacheException.NodeUnavailable.class)
        .hasMessageContaining("full");
  }

  @Test
  void whatIsMissedDuringACatchUpIsRemovedByAnotherRoundOfIt() {
    fake.hold();
    fake.failWith(down);
    CompletionStage<?> late = node.touch(OTHER, Ttl.FOREVER);
    fake.holdNoMore();
    miss(KEY);
    fake.hold();
    CompletionStage<Optional<Entry>> read = node.get(KEY);

    fake.release();

    assertThat(failure(late)).isEqualTo(down);
    join(read);
    assertThat(fake.calls)
        .containsExactly(
            new Call("settle", List.of()),
            new Call("deleteAll", List.of(KEY)),
            new Call("settle", List.of()),
            new Call("deleteAll", List.of(OTHER)),
            new Call("get", List.of(KEY)));
  }

  @Test
  void aCallDoesNotWaitForEver() {
    CatchingUp impatient = CatchingUp.of(fake, Duration.ofMillis(1));
    fake.failWith(down);
    failure(impatient.delete(KEY, Precondition.NONE));
    fake.heal();
    fake.hold();

    CompletionStage<Optional<Entry>> read = impatient.get(KEY);

    Awaitility.await().until(() -> read.toCompletableFuture().isDone());
    assertThat(failure(read)).isInstanceOf(CacheException.NodeUnavailable.class);
    fake.release();
    assertThat(join(impatient.get(KEY))).isEmpty();
  }

  @Test
  void itsHealthItsBytesAndItsEndDoNotWait() {
    miss(KEY);
    join(node.health());
    assertThat(node.lastKnownBytes(USERS)).isZero();
    node.close();
    assertThat(calls()).containsExactly("health");
    assertThat(fake.closed).isEqualTo(1);
  }

  @Test
  void aBackendHasItCatchUpWithoutBeingAsked() {
    try (RingBackend backend =
        new RingBackend(
            "fake",
            Topology.of(1, HashRing.of(List.of(RingMember.of("a"))), List.of(node)),
            CacheKey::utf8,
            TestNamespaces.of())) {
      backend.tidy();
      assertThat(calls()).isEmpty();
      miss(KEY);
      backend.tidy();
      assertThat(calls()).containsExactly("settle", "deleteAll");
      fake.calls.clear();
      backend.tidy();
      assertThat(calls()).isEmpty();
    }
  }

  @Test
  void theLogTellsTheBeginningAndTheEnd() {
    miss(KEY);
    miss(OTHER);
    fake.failWith(down);
    failure(node.flush(USERS, Glob.of("user_*")));
    fake.heal();
    join(node.get(KEY));
    join(node.get(KEY));

    assertThat(logged.messages())
        .containsExactly(
            "fake node a gave no answer to a write: what it may have missed is remembered",
            "fake node a has caught up: 2 keys and 1 flushes and invalidations");
  }

  @Test
  void itShowsWhatItDecorates() {
    assertThat(node).hasToString("CatchingUp{fake node a}");
    assertThat(node.name()).isEqualTo("a");
  }

  private void store(CacheKey... keys) {
    for (CacheKey key : keys) {
      fake.entries.put(key, ENTRY);
    }
  }

  private void miss(CacheKey key) {
    failed(new Named("delete", n -> n.delete(key, Precondition.NONE)), down);
  }

  /** Makes a call, whether the node has to catch up or not, and forgets that it was made. */
  private void failed(Named write, CacheException why) {
    fake.failWith(why);
    @Nullable Throwable unused = failure(write.call.apply(node));
    fake.heal();
    fake.calls.clear();
  }

  private Collection<String> calls() {
    return fake.calls.stream().map(Call::name).toList();
  }

  private static <T> T join(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).isCompleted();
    return stage.toCompletableFuture().join();
  }

  private static @Nullable Throwable failure(CompletionStage<?> stage) {
    Throwable thrown = catchThrowable(() -> stage.toCompletableFuture().join());
    return thrown instanceof CompletionException ? thrown.getCause() : thrown;
  }
}
