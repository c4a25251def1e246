package io.ringcache.cache.memcached;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The commands as they go over the line. The one place that writes keys there, so that none can end
 * a command or begin another.
 */
final class Requests {

  private static final int LONGEST_KEY = 250;

  /** What is not longer is taken for a number of seconds from now. */
  private static final long LONGEST_SPAN = 60L * 60 * 24 * 30;

  private static final byte[] GETS = {'g', 'e', 't', 's'};
  private static final byte[] LINE_END = {'\r', '\n'};

  private Requests() {}

  static byte[] gets(Collection<String> keys) {
    int length = GETS.length + LINE_END.length;
    for (String key : keys) {
      length += 1 + key.length();
    }
    ByteBuffer line = ByteBuffer.allocate(length).put(GETS);
    for (String key : keys) {
      line.put((byte) ' ').put(checked(key).getBytes(StandardCharsets.ISO_8859_1));
    }
    return line.put(LINE_END).array();
  }

  static byte[] add(String key, byte[] value, long expiresAt) {
    return store(words("add", key, "0", expiry(expiresAt), length(value)), value);
  }

  static byte[] set(String key, byte[] value, long expiresAt) {
    return store(words("set", key, "0", expiry(expiresAt), length(value)), value);
  }

  static byte[] cas(String key, byte[] value, long expiresAt, long cas) {
    String unique = Long.toUnsignedString(cas);
    return store(words("cas", key, "0", expiry(expiresAt), length(value), unique), value);
  }

  static byte[] delete(String key) {
    return bytes(words("delete", key));
  }

  /** The meta command, since {@code delete} can not compare. */
  static byte[] delete(String key, long cas) {
    return bytes(words("md", key, "C" + Long.toUnsignedString(cas)));
  }

  /** The meta command that tells of an item what a dump tells. */
  static byte[] itemSize(String key) {
    return bytes(words("me", key));
  }

  /** Never below 0: the node stops there. */
  static byte[] count(String key, long delta) {
    String verb = delta < 0 ? "decr" : "incr";
    return bytes(words(verb, key, Long.toUnsignedString(Math.abs(delta))));
  }

  static byte[] stats() {
    return bytes(new StringBuilder("stats"));
  }

  static byte[] version() {
    return bytes(new StringBuilder("version"));
  }

  static byte[] statsSettings() {
    return bytes(new StringBuilder("stats settings"));
  }

  static byte[] statsConns() {
    return bytes(new StringBuilder("stats conns"));
  }

  private static StringBuilder words(String verb, String key, String... others) {
    StringBuilder line = new StringBuilder(64 + key.length()).append(verb);
    line.append(' ').append(checked(key));
    for (String other : others) {
      line.append(' ').append(other);
    }
    return line;
  }

  private static byte[] store(StringBuilder line, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length() + value.length + 4);
    out.writeBytes(bytes(line));
    out.writeBytes(value);
    out.writeBytes(LINE_END);
    return out.toByteArray();
  }

  private static byte[] bytes(StringBuilder line) {
    return line.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String length(byte[] value) {
    return Integer.toString(value.length);
  }

  private static String expiry(long expiresAt) {
    if (expiresAt < 0 || (expiresAt > 0 && expiresAt <= LONGEST_SPAN)) {
      throw new IllegalArgumentException("no time since the epoch: " + expiresAt);
    }
    // The node knows no time after January 2038.
    return expiresAt > Integer.MAX_VALUE ? "0" : Long.toString(expiresAt);
  }

  private static String checked(String key) {
    int length = key.length();
    if (length == 0 || length > LONGEST_KEY) {
      throw new IllegalArgumentException("a wire key of " + length + " characters");
    }
    for (int i = 0; i < length; i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException("a wire key with the character " + (int) c);
      }
    }
    return key;
  }
}
