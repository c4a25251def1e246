package io.ringcache.cache.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;

/** Commands that are sent together, each of which has one reply. Immutable. */
interface Commands {

  /** Well below what Linux gives a socket at least, 16 KB. */
  int SHORT = 8 << 10;

  /** How many replies they have. */
  int count();

  /** Puts them into the link's buffer. For the link's owner. */
  void sendOn(RedisLink link);

  /**
   * Whether they find room in a socket's buffer that is empty, so that sending them blocks nobody.
   */
  default boolean areShort() {
    return bytes() <= SHORT;
  }

  /** About how long they are, in bytes. */
  int bytes();

  /**
   * Waits for the reply to the one of that number, the next that comes. For the link's owner.
   *
   * @param number from 1 on: the first reply is read before it is known whose it is
   */
  default @Nullable Object receive(RedisLink link, int number) {
    return link.receive();
  }

  /**
   * The same for a node that does not know the script that they call by its SHA-1; null if they
   * call none.
   */
  default @Nullable Commands bySource() {
    return null;
  }

  /** The call of a script. */
  static Commands script(RedisScript script, CommandArguments call) {
    return new Listed(List.of(call)) {
      @Override
      public Commands bySource() {
        return of(List.of(script.bySource(call)));
      }
    };
  }

  /** Those, in their order. */
  static Commands of(List<CommandArguments> commands) {
    return new Listed(commands);
  }

  /** See {@link #of}. */
  class Listed implements Commands {

    private final List<CommandArguments> commands;

    private Listed(List<CommandArguments> commands) {
      this.commands = commands;
    }

    @Override
    public int count() {
      return commands.size();
    }

    @Override
    public int bytes() {
      int bytes = 0;
      for (CommandArguments command : commands) {
        for (Rawable argument : command) {
          bytes += argument.getRaw().length;
        }
      }
      return bytes;
    }

    @Override
    public void sendOn(RedisLink link) {
      commands.forEach(link::sendCommand);
    }
  }
}
