package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.TestNamespaces;
import io.ringcache.cache.Ttl;
import io.ringcache.cache.ring.FakeNode.Call;
import io.ringcache.testing.CapturedLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backend on three nodes in maps, sixty keys for it, and what it logs. */
abstract class OnThreeFakeNodes {

  static final NamespaceName USERS = new NamespaceName("users");
  static final NewEntry ENTRY = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
  final CacheException down = new CacheException.NodeUnavailable("b", "refused");

  final FakeNode a = new FakeNode("a");
  final FakeNode b = new FakeNode("b");
  final FakeNode c = new FakeNode("c");
  final List<FakeNode> nodes = List.of(a, b, c);
  final HashRing ring = HashRing.of(Stream.of("a", "b", "c").map(RingMember::of).toList());
  final RingBackend backend =
      new RingBackend(
          "fake", Topology.of(1, ring, nodes), OnThreeFakeNodes::stored, TestNamespaces.of());

  /** Enough that every node has some. */
  final List<CacheKey> keys =
      IntStream.range(0, 60).mapToObj(i -> CacheKey.of(USERS, "user_" + i)).toList();

  @RegisterExtension final CapturedLog logged = CapturedLog.ofPackageOf(RingBackend.class);

  static byte[] stored(CacheKey key) {
    return ("cache:" + key).getBytes(UTF_8);
  }

  FakeNode owner(CacheKey key) {
    String name = ring.owner(stored(key)).name();
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  List<CacheKey> keysOf(FakeNode node) {
    return keys.stream().filter(key -> owner(key) == node).toList();
  }

  List<Call> calls() {
    return nodes.stream().flatMap(node -> node.calls.stream()).toList();
  }

  /** The answer of a stage that must be complete: nothing here may wait. */
  static <T> T join(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    assertThat(future).isCompleted();
    return future.join();
  }
}
