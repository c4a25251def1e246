package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.Links.bytes;
import static io.ringcache.cache.memcached.Links.failure;
import static io.ringcache.cache.memcached.Links.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.CacheException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the line, and what a node may answer that no memcached does. */
class WireTest {

  private static final List<BiFunction<MemcachedLink, String, CompletionStage<?>>> COMMANDS =
      List.of(
          (link, key) -> link.gets(List.of("good", key)),
          (link, key) -> link.add(key, bytes("v"), 0),
          (link, key) -> link.set(key, bytes("v"), 0),
          (link, key) -> link.cas(key, bytes("v"), 0, 1),
          (link, key) -> link.delete(key),
          (link, key) -> link.delete(key, 1),
          (link, key) -> link.itemSize(key),
          (link, key) -> link.count(key, 1, 1));

  static Stream<String> badKeys() {
    return Stream.of(
        "",
        " ",
        "a b",
        "a\r\nflush_all",
        "a\nflush_all\r\n",
        "a\rb",
        "a\0b",
        "a\tb",
        "a\u007fb",
        "a\u0085b",
        "\u00e4",
        "\u4e2d",
        "\u020a", // a line feed to those who cut it to a byte
        "\ud83d\ude00",
        "k".repeat(251));
  }

  @ParameterizedTest
  @MethodSource("badKeys")
  void aBadKeyIsRefusedByEachCommandAndNothingOfItIsSent(String key) {
    try (ScriptedNode node = ScriptedNode.start(line -> "END\r\n");
        MemcachedLink link = Links.starting(node.port())) {
      assertThat(COMMANDS)
          .allSatisfy(
              command ->
                  assertThatThrownBy(() -> command.apply(link, key))
                      .isInstanceOf(IllegalArgumentException.class));
      join(link.gets(List.of("behind")));
      assertThat(node.heard()).containsExactly("gets behind");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"noreply", "0", "!~", "%0d%0a", "a,b;c\"d'e\\"})
  void anOddButGoodKeyIsOneWordOfOneCommand(String key) {
    try (ScriptedNode node = ScriptedNode.start(line -> "END\r\n");
        MemcachedLink link = Links.starting(node.port())) {
      join(link.gets(List.of(key)));
      join(link.gets(List.of("k".repeat(250))));
      assertThat(node.heard()).containsExactly("gets " + key, "gets " + "k".repeat(250));
    }
  }

  @Test
  void aValueWithCommandsInItIsAValue() {
    try (ScriptedNode node = ScriptedNode.start(line -> "STORED\r\n");
        MemcachedLink link = Links.starting(node.port())) {
      join(link.set("k", bytes("x\r\nflush_all\r\n"), 0));
      join(link.cas("k", bytes("\r\ndelete k\r\n"), 2_000_000_000, -1));
      assertThat(node.heard())
          .containsExactly("set k 0 0 14", "cas k 0 2000000000 12 18446744073709551615");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 2_592_000})
  void aTimeThatTheNodeWouldTakeForASpanIsRefused(long expiresAt) {
    try (ScriptedNode node = ScriptedNode.start(line -> "STORED\r\n");
        MemcachedLink link = Links.starting(node.port())) {
      assertThatThrownBy(() -> link.set("k", bytes("v"), expiresAt))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "\0\0\0\0\r\n",
        "END\n",
        "ENDE\r\n",
        "STORED\r\n",
        "NOT_FOUND\r\n",
        "ERROR\r\n",
        "CLIENT_ERROR bad command line format\r\n",
        "VALUE\r\n",
        "VALUE bad 0 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 1 1 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 -1 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 x 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 2147483647 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 99999999999999999999 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 1 x\r\nx\r\nEND\r\n",
        "VALUE bad 0 1 1\r\nxyz\r\nEND\r\n",
        "VALUE bad 0 3 1\r\nx\r\nEND\r\n",
        "VALUE other 0 1 1\r\nx\r\nEND\r\n",
        "VALUE bad 0 1 1\r\nx\r\n",
        "SERVER_ERROR out of memory writing get response\r\n",
        "EN",
      })
  void aReadAnsweredWithNonsenseFailsAndTheNextIsServed(String nonsense) {
    try (ScriptedNode node =
            ScriptedNode.start(line -> line.equals("gets bad") ? nonsense : "END\r\n");
        MemcachedLink link = Links.starting(node.port(), 1, 10, Links.HASTE)) {
      assertThat(failure(link.gets(List.of("bad")))).isInstanceOf(CacheException.class);
      Links.awaitUp(link);
    }
  }

  @Test
  void aLineWithoutEndIsGivenUpBeforeItFillsTheMemory() {
    try (ScriptedNode node =
            ScriptedNode.start(line -> line.equals("gets bad") ? "x".repeat(500_000) : "END\r\n");
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(failure(link.gets(List.of("bad")))).isInstanceOf(CacheException.Protocol.class);
      Links.awaitUp(link);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ME k exp=-1 la=5 cas=3 fetch=no cls=1 size=63\r\n",
        "ME k exp=-1 size=63 more=1\r\n",
        "ME k?size=1 exp=-1 size=63\r\n",
      })
  void anItemsSizeIsFoundAmongWhatTheNodeTellsOfIt(String told) {
    try (ScriptedNode node = ScriptedNode.start(line -> told);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(join(link.itemSize("k"))).hasValue(63);
      assertThat(node.heard()).containsExactly("me k");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ME k\r\n",
        "ME k exp=-1 size=\r\n",
        "ME k exp=-1 size=x\r\n",
        "ME k exp=-1 size=-1\r\n",
        "ME k exp=-1 size=63x\r\n",
        "ME k exp=-1 size=9999999999\r\n",
        "END\r\n",
        "ERROR\r\n",
      })
  void whatTellsOfNoSizeIsNone(String nonsense) {
    try (ScriptedNode node = ScriptedNode.start(line -> nonsense);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(failure(link.itemSize("k"))).isInstanceOf(CacheException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STORE\r\n", "NONSENSE_11\r\n", "NOT_FOUND\r\n", "STORED_TWICE\r\n"})
  void aWriteAnsweredWithNonsenseFails(String nonsense) {
    try (ScriptedNode node = ScriptedNode.start(line -> nonsense);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(failure(link.add("k", bytes("v"), 0))).isInstanceOf(CacheException.Protocol.class);
    }
  }

  @Test
  void aReplyThatNobodyAskedForIsNotTakenForTheNextOnes() {
    try (ScriptedNode node =
            ScriptedNode.start(
                line -> {
                  String key = line.substring("gets ".length());
                  String reply = "VALUE " + key + " 0 1 1\r\nx\r\nEND\r\n";
                  return key.equals("twice") ? reply + reply : reply;
                });
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      for (int i = 0; i < 20; i++) {
        join(link.gets(List.of("twice")).handle((items, failure) -> true));
        Links.awaitUp(link);
        assertThat(join(link.gets(List.of("once")))).containsOnlyKeys("once");
      }
    }
  }

  @Test
  void aWriteWhoseConnectionIsLostIsNotSentAgain() {
    try (ScriptedNode node = ScriptedNode.start(line -> ScriptedNode.RESET);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(failure(link.set("k", bytes("v"), 0)))
          .isInstanceOf(CacheException.NodeUnavailable.class);
      assertThat(failure(link.delete("l"))).isInstanceOf(CacheException.NodeUnavailable.class);
      assertThat(node.heard()).containsExactly("set k 0 0 1", "delete l");
    }
  }

  @Test
  void aReadWhoseConnectionIsLostIsSentAgainAFewTimes() {
    AtomicInteger reads = new AtomicInteger();
    try (ScriptedNode node =
            ScriptedNode.start(
                line -> reads.incrementAndGet() == 2 ? "END\r\n" : ScriptedNode.RESET);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(join(link.gets(List.of("k")))).isEmpty();
      assertThat(failure(link.gets(List.of("k"))))
          .isInstanceOf(CacheException.NodeUnavailable.class);
      assertThat(node.heard()).hasSize(2 + 4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n",
        "key=a exp=-1 la=1 cas=1 fetch=no cls=1 size=1\nnonsense\nEND\r\n",
        "CLIENT_ERROR lru crawler disabled\r\n",
        "ERROR metadump not allowed\r\n",
      })
  void aWalkAnsweredWithNonsenseFails(String nonsense) {
    try (ScriptedNode node = ScriptedNode.start(line -> nonsense);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      assertThat(failure(link.walk(line -> {}))).isInstanceOf(CacheException.Protocol.class);
      assertThat(failure(link.walk(line -> {}, Pace.GENTLE)))
          .isInstanceOf(CacheException.Protocol.class);
    }
  }

  @Test
  void aWalkThatStopsHalfWayFails() {
    try (ScriptedNode node =
            ScriptedNode.start(line -> "key=a exp=-1 la=1 cas=1 fetch=no cls=1 size=1\n");
        MemcachedLink link = Links.starting(node.port(), 1, 10, Links.HASTE)) {
      assertThat(failure(link.walk(line -> {}))).isInstanceOf(CacheException.NodeTimeout.class);
    }
  }

  @Test
  void aGentleWalkRestsWhileItsTakerIsBehind() {
    try (ScriptedNode node = ScriptedNode.start(line -> dumpOf(LINES));
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      SlowTaker slow = new SlowTaker();
      CompletionStage<Void> walk = link.walk(slow, Pace.GENTLE);
      slow.awaitRest();
      assertThat(slow.taken.get()).isBetween(1, LINES / 2);
      assertThat(walk).isNotCompleted();

      slow.behind = false;

      join(walk);
      assertThat(slow.taken).hasValue(LINES);
    }
  }

  @Test
  void aGentleWalkRestsNoMoreWhenSomebodyWaitsForTheNext() {
    try (ScriptedNode node = ScriptedNode.start(line -> dumpOf(LINES));
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      SlowTaker slow = new SlowTaker();
      CompletionStage<Void> walk = link.walk(slow, Pace.GENTLE);
      slow.awaitRest();

      join(link.walk(line -> {}));

      assertThat(walk).isCompleted();
      assertThat(slow.taken).hasValue(LINES);
    }
  }

  @Test
  void aGentleWalkEndsWhenTheLinkIsClosedThoughItsTakerIsBehind() {
    try (ScriptedNode node = ScriptedNode.start(line -> dumpOf(LINES))) {
      MemcachedLink link = Links.starting(node.port(), 1, 10);
      SlowTaker slow = new SlowTaker();
      CompletionStage<Void> walk = link.walk(slow, Pace.GENTLE);
      slow.awaitRest();

      link.close();

      assertThat(failure(walk)).isInstanceOf(CacheException.NodeUnavailable.class);
    }
  }

  /** Three steps and a bit. */
  private static final int LINES = 2_000;

  private static String dumpOf(int lines) {
    return "key=a exp=-1 la=1234567890 cas=1 fetch=no cls=1 size=100\n".repeat(lines) + "END\r\n";
  }

  /** Is behind until it is told otherwise. */
  private static final class SlowTaker implements LineTaker {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean behind = true;

    @Override
    public void take(DumpLine line) {
      taken.incrementAndGet();
    }

    @Override
    public boolean isBehind() {
      asked.incrementAndGet();
      return behind;
    }

    void awaitRest() {
      Awaitility.await().until(() -> asked.get() > 5);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BUSY currently processing crawler request\r\n",
        "ERROR locked try again later\r\n"
      })
  void aWalkIsAskedForAgainWhileTheNodeIsBusy(String busy) {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger();
    String dump = "key=a exp=-1 la=1 cas=1 fetch=no cls=1 size=1\nEND\r\n";
    try (ScriptedNode node = ScriptedNode.start(line -> asked.incrementAndGet() < 4 ? busy : dump);
        MemcachedLink link = Links.starting(node.port(), 1, 10)) {
      join(link.walk(line -> seen.incrementAndGet()));
      assertThat(seen).hasValue(1);
      assertThat(asked).hasValue(4);
    }
  }
}
