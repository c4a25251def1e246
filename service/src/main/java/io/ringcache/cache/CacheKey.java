package io.ringcache.cache;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The key of an entry within its namespace: 1 to 512 bytes of UTF-8 without control characters and
 * without the reserved names. Immutable; an instance is always valid.
 */
public final class CacheKey {

  /** The longest key, in bytes of UTF-8. */
  public static final int MAX_BYTES = 512;

  /** {@code stats} is the statistics' path; no URL can carry a dot segment. */
  private static final Set<String> RESERVED = Set.of("stats", ".", "..");

  private final NamespaceName namespace;
  private final String name;
  private final byte[] utf8;

  private CacheKey(NamespaceName namespace, String name, byte[] utf8) {
    this.namespace = namespace;
    this.name = name;
    this.utf8 = utf8;
  }

  /**
   * The key of that name.
   *
   * @throws InvalidInputException with the field {@code key} if the name can be no key
   */
  public static CacheKey of(NamespaceName namespace, String name) {
    if (isReserved(name)) {
      throw invalid("the keys stats, . and .. are reserved");
    }
    return new CacheKey(namespace, name, encode(name));
  }

  /**
   * Whether the name is one of those that no entry can have: an mget does not find it, a write is
   * refused.
   */
  public static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }

  public NamespaceName namespace() {
    return namespace;
  }

  /** The key as the client spells it. */
  public String name() {
    return name;
  }

  /** The name in UTF-8: shared, not to be written to. */
  public byte[] utf8() {
    return utf8;
  }

  private static byte[] encode(String name) {
    if (name.isEmpty()) {
      throw invalid("a key has at least one byte");
    }
    boolean ascii = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c)) {
        throw invalid("a key has no control characters (U+0000-U+001F, U+007F-U+009F)");
      }
      ascii &= c < 0x80;
    }
    byte[] utf8 = ascii ? name.getBytes(StandardCharsets.US_ASCII) : strictUtf8(name);
    if (utf8.length > MAX_BYTES) {
      throw invalid("a key has at most " + MAX_BYTES + " bytes of UTF-8, not " + utf8.length);
    }
    return utf8;
  }

  /** {@code String.getBytes} would turn half a surrogate pair into a question mark. */
  private static byte[] strictUtf8(String name) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      byte[] utf8 = new byte[bytes.remaining()];
      bytes.get(utf8);
      return utf8;
    } catch (CharacterCodingException e) {
      throw invalid("a key is text that UTF-8 can carry, without half a surrogate pair");
    }
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(InvalidInputException.Field.KEY, message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey that
        && name.equals(that.name)
        && namespace.equals(that.namespace);
  }

  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return namespace + ":" + name;
  }
}
