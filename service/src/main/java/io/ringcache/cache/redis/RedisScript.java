package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.NamespaceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Our scripts: each a resource file whose header says its keys, arguments and reply. Called by
 * their SHA-1; a node that has lost them (SCRIPT FLUSH) is sent the source.
 */
enum RedisScript {
  PUT,
  INCREMENT,
  TOUCH,
  DELETE,
  REMOVE,
  INVALIDATE,
  REAP,
  MEND,
  TRIM,
  STATS,
  PAGE,
  HEAL,
  EMPTY,
  MARK,
  SWEEP,
  ACCESS;

  private final String source;
  private final String sha1;

  RedisScript() {
    this.source = resource(name().toLowerCase(Locale.ROOT) + ".lua");
    this.sha1 = sha1Hex(source);
  }

  /** What {@code EVALSHA} calls it by. */
  String sha1() {
    return sha1;
  }

  /** What {@code EVAL} takes. */
  String source() {
    return source;
  }

  /** The command that leaves the script on a node. */
  CommandArguments load() {
    return new CommandArguments(Command.SCRIPT).add("LOAD").add(source);
  }

  /**
   * A call on a namespace; the script's further arguments are to be added.
   *
   * @param keys those that come before the namespace's own
   */
  CommandArguments on(NamespaceName namespace, byte[]... keys) {
    CommandArguments call = new CommandArguments(Command.EVALSHA).add(sha1).add(keys.length + 2);
    for (byte[] key : keys) {
      call.add(key);
    }
    return call.add(RedisKeys.stats(namespace))
        .add(RedisKeys.index(namespace))
        .add(RedisKeys.valuePrefix(namespace))
        .add(RedisKeys.metaPrefix(namespace))
        .add(RedisKeys.tagPrefix(namespace));
  }

  /** A call on the node as a whole; the script's arguments are to be added. */
  CommandArguments onNode(byte[]... keys) {
    CommandArguments call = new CommandArguments(Command.EVALSHA).add(sha1).add(keys.length);
    for (byte[] key : keys) {
      call.add(key);
    }
    return call;
  }

  /** The same call with the source in place of its SHA-1. */
  CommandArguments bySource(CommandArguments call) {
    CommandArguments whole = new CommandArguments(Command.EVAL).add(source);
    for (int i = 2; i < call.size(); i++) {
      whole.add(call.get(i));
    }
    return whole;
  }

  /** The text of a file, with others in place of their {@code --@include}. */
  private static String resource(String file) {
    try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the script " + file + " is missing from the jar");
      }
      return Includes.LINE
          .matcher(new String(in.readAllBytes(), UTF_8))
          .replaceAll(include -> Matcher.quoteReplacement(resource(include.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not a field of the enum: its constants are made before those. */
  private static final class Includes {
    static final Pattern LINE = Pattern.compile("(?m)^--@include (\\S+)$");
  }

  /** What a node knows a script by. */
  static String sha1Hex(String source) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(source.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-1", e);
    }
  }
}
