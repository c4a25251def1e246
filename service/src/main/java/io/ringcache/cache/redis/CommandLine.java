package io.ringcache.cache.redis;

import java.util.Iterator;
import java.util.NoSuchElementException;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/**
 * One command after another, as Jedis puts it on the line, in one object: Jedis' own arguments are
 * made anew for each command, and of ten objects. Not thread-safe; what it says holds until the
 * next command.
 */
final class CommandLine extends CommandArguments {

  private static final byte[][] NONE = {};

  private final Words words = new Words();
  private final byte[][] one = new byte[1][];
  private final byte[][] two = new byte[2][];
  private Command command = Command.PING;
  private byte[][] arguments = NONE;

  CommandLine() {
    super(Command.PING);
  }

  /** The same object, being that command. */
  CommandLine of(Command next, byte[]... itsArguments) {
    command = next;
    arguments = itsArguments;
    words.next = 0;
    return this;
  }

  /** The same, of a command with one argument. */
  CommandLine of(Command next, byte[] argument) {
    one[0] = argument;
    return of(next, one);
  }

  /** The same, of a command with two arguments. */
  CommandLine of(Command next, byte[] first, byte[] second) {
    two[0] = first;
    two[1] = second;
    return of(next, two);
  }

  @Override
  public int size() {
    return arguments.length + 1;
  }

  @Override
  public Iterator<Rawable> iterator() {
    words.next = 0;
    return words;
  }

  /** The command's name and its arguments, in an object that is whichever is next. */
  private final class Words implements Iterator<Rawable>, Rawable {

    private int next;

    @Override
    public boolean hasNext() {
      return next < size();
    }

    @Override
    public Rawable next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next++;
      return this;
    }

    @Override
    public byte[] getRaw() {
      return next == 1 ? command.getRaw() : arguments[next - 2];
    }
  }
}
