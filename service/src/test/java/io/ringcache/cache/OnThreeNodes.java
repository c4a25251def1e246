package io.ringcache.cache;

import static io.ringcache.cache.BlockingCache.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.testing.LocalServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Three real nodes, one of which is to fall ill, and a backend on them; some keys on each. */
public abstract class OnThreeNodes {

  static final NamespaceName NS = new NamespaceName("faults");
  static final Duration BACK = Duration.ofSeconds(5);

  /** Many times what one call may take that waits for nothing. */
  static final Duration FAST = Duration.ofSeconds(5);

  static final List<String> NAMES = IntStream.range(0, 120).mapToObj(i -> "key-" + i).toList();

  List<? extends LocalServer> servers = List.of();
  CacheBackend backend;
  BlockingCache cache;

  /** The node that the faults befall, and the names of the keys that it keeps. */
  LocalServer ill;

  List<String> its = List.of();
  List<String> others = List.of();

  /** As a configuration has it. */
  protected abstract String type();

  protected abstract LocalServer startServer();

  @BeforeEach
  void startThreeNodes() {
    servers = Stream.generate(this::startServer).limit(3).toList();
    backend = Backends.connected(configuration(), TestNamespaces.of(NS));
    cache = new BlockingCache(backend, NS);
    ill = servers.get(1);
    await().until(this::storesAll); // a machine with much to do may be late at first
    its = NAMES.stream().filter(name -> isOn(ill, name)).toList();
    others = NAMES.stream().filter(name -> !its.contains(name)).toList();
    assertThat(its).hasSizeBetween(15, 70);
  }

  @AfterEach
  void stop() {
    backend.close();
    servers.forEach(LocalServer::close);
  }

  Map<String, ?> configuration() {
    return Map.of(
        "type",
        type(),
        "nodes",
        "one=%s, two=%s, three=%s"
            .formatted(
                servers.get(0).address(), servers.get(1).address(), servers.get(2).address()));
  }

  boolean isOn(LocalServer server, String name) {
    return cache.inspect(name).orElseThrow().nodes().contains(server.address());
  }

  NodeState.Condition condition() {
    return backend.nodes().stream()
        .filter(node -> node.name().equals("two")) // the ill one; they come in no order of ours
        .findFirst()
        .orElseThrow()
        .condition();
  }

  static boolean isNoAnswer(Throwable why) {
    return why instanceof CacheException.NodeUnavailable
        || why instanceof CacheException.NodeTimeout;
  }

  boolean storesAll() {
    Map<CacheKey, NewEntry> entries = new HashMap<>();
    NAMES.forEach(name -> entries.put(key(name), entry("\"old\"")));
    return await(backend.putAll(entries)).failed().isEmpty();
  }

  boolean answersAll() {
    return await(backend.getAll(keys(NAMES))).failed().isEmpty();
  }

  void awaitUp(int nodes) {
    await()
        .until(
            () ->
                await(backend.health()).nodes().stream().filter(BackendHealth.Node::up).count()
                    == nodes);
  }

  static CacheKey key(String name) {
    return CacheKey.of(NS, name);
  }

  static List<CacheKey> keys(List<String> names) {
    return names.stream().map(OnThreeNodes::key).toList();
  }

  static NewEntry entry(String json) {
    return new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
  }
}
