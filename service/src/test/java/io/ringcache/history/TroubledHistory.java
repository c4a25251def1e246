package io.ringcache.history;

import static org.awaitility.Awaitility.await;

import io.ringcache.cache.Backends;
import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.TestNamespaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A history on three real nodes that are harmed meanwhile, of two processes. Not thread-safe.
 *
 * <p>Each process is a backend with connections and a memory of its own; both are in this JVM.
 */
public final class TroubledHistory implements AutoCloseable {

  private static final int PROCESSES = 2;
  private static final List<String> NAMES = List.of("one", "two", "three");

  /** Shorter than the default, so that more troubles are longer than that. */
  private static final String TIMEOUT = "300ms";

  private static final Duration BACK = Duration.ofSeconds(20);
  private static final int VIOLATIONS_TOLD = 20;

  private final RingKind kind;
  private final long seed;
  private final List<TroubledNode> nodes;
  private final List<CacheBackend> processes;
  private final History history;
  private final Nemesis nemesis;
  private final List<String> violations = new ArrayList<>();

  private TroubledHistory(
      RingKind kind,
      long seed,
      List<TroubledNode> nodes,
      List<CacheBackend> processes,
      History history,
      Nemesis nemesis) {
    this.kind = kind;
    this.seed = seed;
    this.nodes = nodes;
    this.processes = processes;
    this.history = history;
    this.nemesis = nemesis;
  }

  /** Starts nodes, connects the processes, and begins to do harm. */
  public static TroubledHistory start(RingKind kind, long seed) {
    List<TroubledNode> nodes = kind.start(PROCESSES);
    List<CacheBackend> processes =
        IntStream.range(0, PROCESSES).mapToObj(i -> connected(kind, nodes, i)).toList();
    return new TroubledHistory(
        kind, seed, nodes, processes, History.of(processes, seed), Nemesis.upon(nodes, seed));
  }

  private static CacheBackend connected(RingKind kind, List<TroubledNode> nodes, int process) {
    String addresses =
        IntStream.range(0, nodes.size())
            .mapToObj(i -> NAMES.get(i) + "=" + nodes.get(i).address(process))
            .collect(Collectors.joining(", "));
    return Backends.connected(
        Map.of(
            "type",
            kind.type(),
            "nodes",
            addresses,
            "commandTimeout",
            TIMEOUT,
            "connectTimeout",
            TIMEOUT),
        TestNamespaces.of(History.NAMESPACE));
  }

  public RingKind kind() {
    return kind;
  }

  /** Goes on for that time. */
  public void goOn(Duration time) {
    tell(history.goOn(time));
  }

  /**
   * Ends the harm, waits until every process is served by every node, and reads all keys: nothing
   * may come late.
   */
  public void end() {
    nemesis.close();
    for (CacheBackend process : processes) {
      BlockingCache cache = new BlockingCache(process, History.NAMESPACE);
      await("all nodes serve again")
          .atMost(BACK)
          .ignoreExceptions()
          .untilAsserted(() -> cache.getAll(Client.keys()));
    }
    tell(history.readAll());
    tell(history.goOn(Duration.ofMillis(500)));
  }

  private void tell(List<Violation> found) {
    found.stream()
        .limit(VIOLATIONS_TOLD - violations.size())
        .map(Violation::toString)
        .forEach(violations::add);
  }

  /** What was seen and must not have been; some of it, if it was much. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  public Tally tally() {
    return history.tally();
  }

  /** How often what has befallen a node, by name. */
  public Map<String, Integer> troubles() {
    Map<String, Integer> byName = new TreeMap<>();
    nemesis.count().forEach((trouble, times) -> byName.put(trouble.name(), times));
    return byName;
  }

  /** What might have befallen a node, and has not. */
  public Set<String> untried() {
    Set<String> untried = new TreeSet<>();
    nodes.forEach(node -> node.troubles().forEach(trouble -> untried.add(trouble.name())));
    untried.removeAll(troubles().keySet());
    return untried;
  }

  @Override
  public void close() {
    nemesis.close();
    history.close();
    processes.forEach(CacheBackend::close);
    nodes.forEach(TroubledNode::close);
  }

  @Override
  public String toString() {
    return kind + ", seed " + seed + ": " + tally() + ", " + troubles();
  }
}
