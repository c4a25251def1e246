package io.ringcache.cache.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;

/** Commands that are sent together, each of which has one reply. Immutable. */
interface Commands {

  /** How many replies they have. */
  int count();

  /** Puts them into the link's buffer. For the link's owner. */
  void sendOn(RedisLink link);

  /** Those, in their order. */
  static Commands of(List<CommandArguments> commands) {
    return new Commands() {
      @Override
      public int count() {
        return commands.size();
      }

      @Override
      public void sendOn(RedisLink link) {
        commands.forEach(link::sendCommand);
      }
    };
  }
}
