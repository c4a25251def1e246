package io.ringcache.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** What keys and namespaces may be, and how they stand in a path. */
final class Keys {

  private static final int MOST_BYTES = 512;
  private static final Set<String> RESERVED = Set.of("stats", ".", "..");
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final String UNESCAPED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String HEX = "0123456789ABCDEF";

  private Keys() {}

  /**
   * That namespace.
   *
   * @throws IllegalArgumentException if it can not be one
   */
  static String namespace(String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a namespace is 1 to 100 of A-Z a-z 0-9 _ . - and begins with a letter or digit: "
              + name);
    }
    return name;
  }

  /**
   * That key.
   *
   * @throws IllegalArgumentException if it can not be one, or is reserved
   */
  static String check(String key) {
    if (key.isEmpty() || RESERVED.contains(key)) {
      throw new IllegalArgumentException("empty or reserved: \"" + key + "\" is no key");
    }
    if (utf8(key).remaining() > MOST_BYTES) {
      throw new IllegalArgumentException("a key is at most " + MOST_BYTES + " bytes: " + key);
    }
    if (key.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a key has no control characters");
    }
    return key;
  }

  /** One segment of a path, or one parameter of a query. */
  static String escaped(String text) {
    ByteBuffer bytes = utf8(text);
    StringBuilder escaped = new StringBuilder(bytes.remaining() + 16);
    while (bytes.hasRemaining()) {
      int octet = bytes.get() & 0xff;
      if (UNESCAPED.indexOf(octet) >= 0) {
        escaped.append((char) octet);
      } else {
        escaped.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
      }
    }
    return escaped.toString();
  }

  private static ByteBuffer utf8(String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("half a surrogate pair is no text: " + text, e);
    }
  }
}
