package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.testing.MemcachedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;

/** Links to nodes on this machine, and how tests wait for their stages. */
final class Links {

  /** Within which everything is answered that is answered at all, on a busy machine too. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For tests of what happens when the time is over. */
  static final Duration HASTE = Duration.ofMillis(500);

  private Links() {}

  /** A link that is connected. */
  static MemcachedLink to(MemcachedServer server) {
    MemcachedLink link = starting(server.port());
    awaitUp(link);
    return link;
  }

  static MemcachedLink starting(int port) {
    return starting(port, 2, 10_000);
  }

  static MemcachedLink starting(int port, int connections, int capacity) {
    return starting(port, connections, capacity, PATIENCE);
  }

  static MemcachedLink starting(int port, int connections, int capacity, Duration timeout) {
    return MemcachedLink.start(
        new MemcachedEndpoint("a", "127.0.0.1", port, timeout, timeout), connections, capacity);
  }

  /** A link that is not connected yet, and soon gives up what is not answered. */
  static MemcachedLink hasty(int port) {
    return starting(port, 2, 10_000, HASTE);
  }

  /** The same, connected. */
  static MemcachedLink hastyTo(MemcachedServer server) {
    MemcachedLink link = hasty(server.port());
    awaitUp(link);
    return link;
  }

  static void awaitUp(MemcachedLink link) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .ignoreException(CompletionException.class)
        .until(() -> join(link.gets(List.of("anything"))) != null);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  /** The text under a key; fails where there is none. */
  static String text(MemcachedLink link, String key) {
    Item item = join(link.gets(List.of(key))).get(key);
    if (item == null) {
      throw new AssertionError("nothing under " + key);
    }
    return new String(item.bytes(), StandardCharsets.UTF_8);
  }

  /** What the stage fails with. */
  static CacheException failure(CompletionStage<?> stage) {
    try {
      Object value = stage.toCompletableFuture().join();
      throw new AssertionError("it came to " + value);
    } catch (CompletionException e) {
      if (e.getCause() instanceof CacheException why) {
        return why;
      }
      throw new AssertionError("it failed otherwise", e);
    }
  }
}
