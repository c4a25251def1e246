package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.Links.bytes;
import static io.ringcache.cache.memcached.Links.failure;
import static io.ringcache.cache.memcached.Links.join;
import static io.ringcache.cache.memcached.Links.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A node that is ill, and the line to it. */
class MemcachedFaultsIT {

  private static final Duration BACK = Duration.ofSeconds(5);

  @Test
  void aPausedNodeFailsItsCallsInTimeThenAtOnceAndIsBackWhenItGoesOn() {
    try (MemcachedServer server = MemcachedServer.start();
        MemcachedLink link = Links.hastyTo(server)) {
      server.pause();
      assertThat(failure(link.set("k", bytes("v"), 0)))
          .isInstanceOf(CacheException.NodeTimeout.class);
      awaitDown(link);
      assertThat(link.gets(List.of("k")).toCompletableFuture()).isCompletedExceptionally();

      server.resume();

      awaitBack(link);
    }
  }

  @Test
  void aKilledNodeFailsItsCallsAtOnceAndIsBackWhenItIsRestarted() {
    try (MemcachedServer server = MemcachedServer.start();
        MemcachedLink link = Links.to(server)) {
      for (int i = 0; i < 3; i++) {
        server.kill();
        awaitDown(link);
        assertThat(failure(link.set("k", bytes("v"), 0)))
            .isInstanceOf(CacheException.NodeUnavailable.class);
        server.restart();
        awaitBack(link);
      }
    }
  }

  @Test
  void aLinkIsStartedWhileTheNodeIsDown() {
    try (MemcachedServer server = MemcachedServer.start()) {
      server.kill();
      try (MemcachedLink link = Links.starting(server.port())) {
        assertThat(failure(link.gets(List.of("k"))))
            .isInstanceOf(CacheException.NodeUnavailable.class);
        assertThat(link.itemSizeMax()).isEmpty();

        server.restart();

        awaitBack(link);
        assertThat(link.itemSizeMax()).isPresent();
      }
    }
  }

  @Test
  void aLineThatIsCutAllTheTimeLosesNoCallAndGivesNoWrongAnswer() {
    try (MemcachedServer server = MemcachedServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        MemcachedLink link = Links.starting(proxy.port())) {
      Links.awaitUp(link);
      for (int i = 0; i < 50; i++) {
        List<CompletionStage<Boolean>> adds =
            IntStream.range(0, 20).mapToObj(n -> link.add("k" + n, bytes("k" + n), 0)).toList();
        proxy.cut();
        for (CompletionStage<Boolean> add : adds) {
          join(add.handle((made, failure) -> true)); // it ends, one way or the other
        }
        awaitBack(link);
        for (int n = 0; n < 20; n++) {
          String key = "k" + n;
          assertThat(join(link.gets(List.of(key))))
              .allSatisfy((k, item) -> assertThat(item.bytes()).isEqualTo(bytes(key)));
        }
      }
    }
  }

  @Test
  void aReadSurvivesTheLossOfItsConnection() {
    try (MemcachedServer server = MemcachedServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        MemcachedLink link = Links.starting(proxy.port())) {
      Links.awaitUp(link);
      join(link.set("k", bytes("v"), 0));
      for (int i = 0; i < 20; i++) {
        awaitAllUp(link); // one that is lost while it is made is a refusal
        proxy.cut();
        assertThat(text(link, "k")).isEqualTo("v");
      }
    }
  }

  @Test
  void aWriteGivenUpOnAStalledLineNeverArrives() {
    try (MemcachedServer server = MemcachedServer.start();
        MemcachedLink direct = Links.to(server);
        TcpProxy proxy = TcpProxy.to(server.port());
        MemcachedLink link = Links.hasty(proxy.port())) {
      Links.awaitUp(link);
      proxy.stall();
      List<CompletionStage<Void>> writes =
          IntStream.range(0, 20).mapToObj(i -> link.set("k" + i, new byte[50_000], 0)).toList();
      writes.forEach(write -> assertThat(failure(write)).isInstanceOf(CacheException.class));
      Awaitility.await().until(() -> !connected(link));

      proxy.pass();

      awaitBack(link);
      assertThat(join(direct.gets(IntStream.range(0, 20).mapToObj(i -> "k" + i).toList())).keySet())
          .isEmpty();
    }
  }

  /** The node's threads share nothing: what a later connection asks may overtake an earlier one. */
  @Test
  void aWriteGivenUpOnAFrozenNodeIsOverWhenTheLinkHasSettled() {
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).toList();
    try (MemcachedServer server = MemcachedServer.start();
        MemcachedLink direct = Links.to(server);
        MemcachedLink link = Links.hastyTo(server)) {
      server.pause();
      List<CompletionStage<Boolean>> writes =
          keys.stream().map(key -> link.add(key, new byte[50_000], 0)).toList();
      writes.forEach(write -> assertThat(failure(write)).isInstanceOf(CacheException.class));
      assertThat(failure(link.settle())).isInstanceOf(CacheException.class);
      server.resume();

      Awaitility.await()
          .atMost(BACK)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> join(link.settle().handle((done, failure) -> failure == null)));

      Awaitility.await().until(() -> isServed(direct));
      keys.forEach(key -> join(direct.delete(key)));
      Awaitility.await()
          .during(Duration.ofMillis(200))
          .until(() -> join(direct.gets(keys)).isEmpty());
    }
  }

  @Test
  void aConnectionWhoseNodeIsGoneWithoutAWordIsReplaced() {
    try (MemcachedServer server = MemcachedServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        MemcachedLink link = Links.hasty(proxy.port())) {
      Links.awaitUp(link);
      join(link.set("k", bytes("v"), 0));
      proxy.halfOpen();
      awaitBack(link);
    }
  }

  @Test
  void aClosedLinkFailsWhatIsUnderWayAndLeavesNoThread() {
    try (MemcachedServer server = MemcachedServer.start()) {
      MemcachedLink link = Links.to(server);
      join(link.walk(line -> {}));
      server.pause();
      CompletionStage<Boolean> underWay = link.delete("k");
      link.close();
      assertThat(failure(underWay)).isInstanceOf(CacheException.NodeUnavailable.class);
      assertThat(failure(link.delete("k"))).isInstanceOf(CacheException.NodeUnavailable.class);
      assertThat(failure(link.walk(line -> {}))).isInstanceOf(CacheException.NodeUnavailable.class);
      Awaitility.await()
          .until(
              () ->
                  Thread.getAllStackTraces().keySet().stream()
                      .noneMatch(thread -> thread.getName().startsWith("memcached-a")));
    }
  }

  @Test
  void aWalkOnAPausedNodeFailsAndTheNextOneIsServed() {
    try (MemcachedServer server = MemcachedServer.start();
        MemcachedLink link = Links.hastyTo(server)) {
      join(link.set("k", bytes("v"), 0));
      server.pause();
      assertThat(failure(link.walk(line -> {}))).isInstanceOf(CacheException.NodeTimeout.class);
      server.resume();
      awaitBack(link);
      join(link.walk(line -> assertThat(line.key()).hasToString("k")));
    }
  }

  private static boolean connected(MemcachedLink link) {
    CompletionStage<Boolean> call = link.delete("nothing");
    return !call.toCompletableFuture().isCompletedExceptionally();
  }

  private static boolean isServed(MemcachedLink link) {
    return join(link.delete("nothing").handle((gone, failure) -> failure == null));
  }

  private static void awaitDown(MemcachedLink link) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> link.delete("nothing").toCompletableFuture().isCompletedExceptionally());
  }

  private static void awaitAllUp(MemcachedLink link) {
    Awaitility.await()
        .atMost(BACK)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> link.state().connected() == link.state().connections());
  }

  private static void awaitBack(MemcachedLink link) {
    Awaitility.await().atMost(BACK).pollInterval(Duration.ofMillis(10)).until(() -> isServed(link));
  }
}
