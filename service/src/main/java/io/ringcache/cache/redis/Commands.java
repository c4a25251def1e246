package io.ringcache.cache.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** Commands that are sent together, each of which has one reply. Immutable. */
interface Commands {

  /** How many replies they have. */
  int count();

  /** Puts them into the link's buffer. For the link's owner. */
  void sendOn(RedisLink link);

  /** Waits for the reply to the one of that number, the next that comes. For the link's owner. */
  default @Nullable Object receive(RedisLink link, int number) {
    return link.receive();
  }

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
