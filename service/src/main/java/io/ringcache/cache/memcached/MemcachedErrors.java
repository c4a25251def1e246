package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;

/** Translates a node's error lines. */
final class MemcachedErrors {

  private static final String SERVER_ERROR = "SERVER_ERROR ";
  private static final String NOT_A_COUNTER = "CLIENT_ERROR cannot increment or decrement";

  private MemcachedErrors() {}

  static CacheException translate(String node, String line) {
    if (line.startsWith(NOT_A_COUNTER)) {
      return new CacheException.NotAnInteger("node " + node + " holds no number there");
    }
    if (!line.startsWith(SERVER_ERROR)) {
      return new CacheException.Protocol(
          node, line.length() <= 100 ? line : line.substring(0, 100) + "...");
    }
    String message = line.substring(SERVER_ERROR.length());
    return switch (message) {
      case "out of memory storing object", "out of memory in incr" ->
          new CacheException.StorageFull("node " + node + " is out of memory");
      case "object too large for cache" ->
          new CacheException.ValueTooLarge("node " + node + " takes no value that long");
      default -> new CacheException.NodeUnavailable(node, message);
    };
  }

  /**
   * Whether the node has refused the command in good order and is ready for the next. After {@code
   * ERROR} and most of {@code CLIENT_ERROR} it may take a value for commands.
   */
  static boolean isInOrder(String line) {
    return line.startsWith(SERVER_ERROR) || line.startsWith(NOT_A_COUNTER);
  }
}
