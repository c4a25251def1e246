package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.RingControl.Adoption;
import io.ringcache.cache.ring.HashRing;
import io.ringcache.cache.ring.RingMember;
import io.ringcache.testing.LocalServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of entries and processes when a node is added or taken out. A backend's test extends
 * this class and says how to start a node, nothing else.
 */
public abstract class RingChangeContract {

  private static final NamespaceName NS = new NamespaceName("ring");
  private static final Duration SOON = Duration.ofSeconds(5);

  /** One that ended in the middle of a sweep keeps others from it for up to six seconds. */
  private static final Duration SWEPT = Duration.ofSeconds(20);

  private static final List<String> NAMES =
      IntStream.range(0, 400).mapToObj(i -> "key-" + i).toList();

  /** Those that only a ring of four places on the fourth node, which is new. */
  private static final List<String> MOVED =
      NAMES.stream().filter(name -> ownerOfFour(name).equals("n4")).toList();

  private static final List<String> STAYED =
      NAMES.stream().filter(name -> !MOVED.contains(name)).toList();

  /** Of all entries: the quota is full then. */
  private static final long BYTES = NAMES.stream().mapToLong(name -> name.length() + 5).sum();

  private final List<CacheBackend> backends = new ArrayList<>();
  private List<? extends LocalServer> servers = List.of();

  /** As a configuration has it. */
  protected abstract String type();

  protected abstract LocalServer startServer();

  @BeforeEach
  void startFourNodes() {
    servers = Stream.generate(this::startServer).limit(4).toList();
  }

  @AfterEach
  void stop() {
    backends.forEach(CacheBackend::close);
    servers.forEach(LocalServer::close);
  }

  @Test
  void aNodeThatIsAddedTakesWhatTheRingPredictsAndNothingIsCountedTwice() {
    CacheBackend three = filled(3);
    CacheBackend four = of(4);
    assertThat(MOVED).hasSizeBetween(NAMES.size() * 15 / 100, NAMES.size() * 35 / 100);

    assertThat(await(control(four).adopt())).isEqualTo(Adoption.ADOPTED);

    assertRefuses(three);
    BlockingCache cache = awaitServing(four);
    assertThat(found(four)).containsExactlyElementsOf(STAYED);
    awaitSwept(four);
    assertCounts(cache, STAYED);

    store(four, MOVED, "\"new\""); // which have room in a quota that was full
    assertCounts(cache, NAMES);
    assertThat(catchThrowable(() -> cache.put("one more", "1")))
        .isInstanceOf(CacheException.StorageFull.class);
    assertThat(await(control(four).adopt())).isEqualTo(Adoption.ALREADY_ADOPTED);

    three.close();
    CacheBackend restarted = of(4);
    awaitServing(restarted);
    assertThat(found(restarted)).containsExactlyElementsOf(NAMES);
    assertThat(cache.flush("*")).isEqualTo(NAMES.size());
  }

  @Test
  void onTheWayBackAndForthNothingOldIsShown() {
    CacheBackend three = filled(3);
    CacheBackend four = of(4);
    await(control(four).adopt());
    awaitServing(four);
    store(four, MOVED, "\"new\"");

    assertThat(await(control(three).adopt())).isEqualTo(Adoption.ADOPTED);

    assertRefuses(four);
    awaitServing(three); // by itself
    assertThat(found(three)).containsExactlyElementsOf(STAYED);
    store(three, MOVED, "\"3rd\"");

    await(control(four).adopt()); // its fourth node has what was new once

    awaitServing(four);
    assertThat(found(four)).containsExactlyElementsOf(STAYED);
    awaitSwept(four);
    assertCounts(new BlockingCache(four, NS), STAYED);
  }

  @Test
  void anAdoptionWithANodeDownIsRefusedAndChangesNothing() {
    CacheBackend three = filled(3);
    CacheBackend four = of(4);
    await().until(() -> control(four).state().nodes().stream().allMatch(RingState.Node::reachable));
    servers.get(3).kill();

    assertThat(catchThrowable(() -> await(control(four).adopt())))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("n4");

    assertThat(found(three)).containsExactlyElementsOf(NAMES);
    servers.get(3).restart();
    servers.get(0).restart(); // empty
    await().atMost(SOON).ignoreExceptions().until(() -> adopts(four));
    assertRefuses(three);
    List<String> lost = NAMES.stream().filter(name -> ownerOfFour(name).equals("n1")).toList();
    awaitServing(four);
    assertThat(found(four))
        .containsExactlyElementsOf(STAYED.stream().filter(name -> !lost.contains(name)).toList());
  }

  @Test
  void whoeverComesNextDropsWhatMovedWhereTheOneWhoAdoptedIsGone() {
    filled(3);
    CacheBackend four = of(4);
    await(control(four).adopt());
    four.close();

    CacheBackend next = of(4);
    BlockingCache cache = awaitServing(next);
    awaitSwept(next);
    assertCounts(cache, STAYED);
  }

  @Test
  void aProcessWithAnotherRingServesNothingAndHarmsNothing() {
    CacheBackend three = filled(3);
    BlockingCache cache = new BlockingCache(three, NS);
    CacheBackend four = of(4);

    assertRefuses(four);
    assertThat(control(four).state().difference().orElseThrow())
        .contains("filled by the ring ketama: n1, n2, n3;")
        .contains("configured with ketama: n1, n2, n3, n4:");
    assertThat(await(four.health()).refusal()).isPresent();
    assertThat(catchThrowable(() -> new BlockingCache(four, NS).put("key-1", "\"bad\"")))
        .isInstanceOf(CacheException.RingDiffers.class);
    assertThat(await(four.stats(NS)).degraded()).isTrue();
    assertThat(await(four.flush(NS, Glob.ALL)).failedNodes()).hasSize(4);
    servers.get(1).restart();

    await()
        .atMost(SOON)
        .until(() -> filledBy(three, "n2").equals(control(three).state().configured()));
    assertThat(control(four).state().nodes().get(3).filledBy()).isEmpty();
    assertRefuses(four);
    await().atMost(SOON).ignoreExceptions().until(() -> cache.list("*", 1000).size() > 100);
    store(three, NAMES, "\"old\"");
    assertCounts(cache, NAMES);
  }

  /** A backend whose ring fills its nodes, with all keys in it. */
  private CacheBackend filled(int nodes) {
    CacheBackend backend = of(nodes);
    awaitServing(backend);
    awaitSwept(backend);
    store(backend, NAMES, "\"old\"");
    return backend;
  }

  /** A machine with much to do may be late. */
  private static void store(CacheBackend backend, List<String> names, String json) {
    Map<CacheKey, NewEntry> entries =
        names.stream()
            .collect(
                Collectors.toMap(
                    RingChangeContract::key,
                    name -> new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.NONE)));
    await().until(() -> await(backend.putAll(entries)).failed().isEmpty());
  }

  /** On the first so many of the nodes. */
  private CacheBackend of(int nodes) {
    String addresses =
        IntStream.range(0, nodes)
            .mapToObj(i -> "n" + (i + 1) + "=" + servers.get(i).address())
            .collect(Collectors.joining(","));
    TestNamespaces namespaces = TestNamespaces.of();
    namespaces.register(NS, new Quota(BYTES, EvictionPolicy.NONE));
    CacheBackend backend = Backends.build(Map.of("type", type(), "nodes", addresses), namespaces);
    backends.add(backend);
    return backend;
  }

  private static RingControl control(CacheBackend backend) {
    return backend.ring().orElseThrow();
  }

  private static RingState.Ring filledBy(CacheBackend backend, String node) {
    return control(backend).state().nodes().stream()
        .filter(one -> one.name().equals(node))
        .flatMap(one -> one.filledBy().stream())
        .findFirst()
        .orElse(new RingState.Ring("", "none"));
  }

  private static boolean adopts(CacheBackend backend) {
    return await(control(backend).adopt()) == Adoption.ADOPTED;
  }

  private static BlockingCache awaitServing(CacheBackend backend) {
    await()
        .atMost(SOON)
        .until(
            () ->
                control(backend).state().serves()
                    && control(backend).state().nodes().stream()
                        .allMatch(RingState.Node::reachable));
    return new BlockingCache(backend, NS);
  }

  private static void awaitSwept(CacheBackend backend) {
    await().atMost(SWEPT).until(() -> control(backend).state().isSwept());
  }

  private static void assertRefuses(CacheBackend backend) {
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(
                        catchThrowable(
                            () -> backend.get(key("key-1")).toCompletableFuture().join()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(CacheException.RingDiffers.class));
  }

  private static void assertCounts(BlockingCache cache, List<String> names) {
    NamespaceStats stats = cache.stats();
    assertThat(stats.degraded()).isFalse();
    assertThat(stats.keys()).isEqualTo(names.size());
    assertThat(stats.bytes()).isEqualTo(names.stream().mapToLong(n -> n.length() + 5).sum());
    assertThat(cache.list("*", 1000)).containsExactlyInAnyOrderElementsOf(names);
  }

  /** The keys that have a value. */
  private static List<String> found(CacheBackend backend) {
    List<CacheKey> keys = NAMES.stream().map(RingChangeContract::key).toList();
    BatchResult<Optional<byte[]>> read =
        await().until(() -> await(backend.getAll(keys)), result -> result.failed().isEmpty());
    return NAMES.stream()
        .filter(name -> Objects.requireNonNull(read.done().get(key(name))).isPresent())
        .toList();
  }

  private static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  private static String ownerOfFour(String name) {
    return HashRing.of(Stream.of("n1", "n2", "n3", "n4").map(RingMember::of).toList())
        .owner(("cache:" + NS + ":" + name).getBytes(UTF_8))
        .name();
  }
}
