package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Translates Redis' error replies, by their first word.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">RESP:
 *     simple errors</a>
 */
final class RedisErrors {

  private RedisErrors() {}

  static CacheException translate(String node, JedisDataException error) {
    String message = String.valueOf(error.getMessage());
    // A script's error carries its command's, in some versions behind a prefix.
    if (message.startsWith("OOM") || message.contains("-OOM ") || message.contains("OOM command")) {
      return new CacheException.StorageFull("node " + node + " is out of memory");
    }
    int space = message.indexOf(' ');
    return switch (space < 0 ? message : message.substring(0, space)) {
      case "BUSY" -> new CacheException.NodeUnavailable(node, "it runs a script");
      case "LOADING", "MASTERDOWN", "READONLY", "MISCONF", "CLUSTERDOWN", "TRYAGAIN" ->
          new CacheException.NodeUnavailable(node, message);
      case "NOAUTH", "WRONGPASS", "NOPERM" ->
          new CacheException.NodeUnavailable(node, "it refuses our credentials: " + message);
      default -> new CacheException.Protocol(node, message);
    };
  }
}
