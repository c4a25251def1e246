package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The names of everything that is on a node: the one place that makes them. All are printable ASCII
 * without spaces, of at most {@value #MAX_LENGTH} bytes, so that none can break the text protocol.
 *
 * <pre>
 *   cache:{ns}:{key}              an entry, in an {@link Envelope}
 *   cache_gen:{ns}                the generation of the namespace, a {@link Stamp}
 *   cache_tag:{ns}:{tag}          the epoch of a tag, a {@link Stamp}
 *   cache_stats:{ns}:hits         a counter, as are misses and evictions
 *   cache_ring                    the ring that fills the node
 *   cache_sweep                   there while a process removes what moved elsewhere
 * </pre>
 *
 * <p>Keys and tags are percent-encoded where they are not printable ASCII anyway, and so is the
 * percent sign. What is then too long is cut, and ends with {@value #HASH_MARK} and the SHA-256 of
 * the whole: a percent sign that no hex digits follow is in no other name.
 */
final class WireKey {

  /** The longest key that the protocol takes. */
  static final int MAX_LENGTH = 250;

  /** Which ring fills the node. */
  static final String RING = "cache_ring";

  /** There while a process removes what the ring places elsewhere. */
  static final String SWEEP = "cache_sweep";

  private static final String ENTRY = "cache:";
  private static final List<String> OF_NAMESPACE =
      List.of(ENTRY, "cache_gen:", "cache_tag:", "cache_stats:");
  private static final String HASH_MARK = "%#";
  private static final int HASH_LENGTH = 43; // 256 bits in base64 without padding
  private static final int HASH_MARK_AT = MAX_LENGTH - HASH_LENGTH - HASH_MARK.length();

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private WireKey() {}

  /** An entry's key. Where it {@link #isHashed}, the envelope has the original. */
  static String of(CacheKey key) {
    return name(prefix(key.namespace()), key.utf8());
  }

  /** What the keys of all entries of the namespace begin with, and no others. */
  static String prefix(NamespaceName namespace) {
    return ENTRY + namespace.value() + ':';
  }

  /** Whether it is the key of an entry, of whatever namespace. */
  static boolean isEntry(CharSequence wireKey) {
    return startsWith(wireKey, ENTRY);
  }

  /** Whether it is the name of something that is kept of a namespace. */
  static boolean isOfNamespace(CharSequence wireKey) {
    return OF_NAMESPACE.stream().anyMatch(prefix -> startsWith(wireKey, prefix));
  }

  private static boolean startsWith(CharSequence wireKey, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (i >= wireKey.length() || wireKey.charAt(i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The key of the entry with that wire key; empty where it is hashed, and where it is none that
   * {@link #of} makes.
   *
   * @param wireKey begins with the namespace's {@link #prefix}
   */
  static Optional<CacheKey> key(NamespaceName namespace, String wireKey) {
    int from = ENTRY.length() + namespace.value().length() + 1;
    try {
      if (isPlain(wireKey, from)) { // nearly all, and there are millions in a dump
        return Optional.of(CacheKey.of(namespace, wireKey.substring(from)));
      }
      CacheKey key = CacheKey.of(namespace, decode(wireKey, from));
      // another spelling of a key that we spell in one way is not ours
      return Optional.of(key).filter(k -> of(k).equals(wireKey));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Whether the wire key has a hash in place of its end, so that it does not say the key. */
  static boolean isHashed(String wireKey) {
    return wireKey.length() == MAX_LENGTH && wireKey.startsWith(HASH_MARK, HASH_MARK_AT);
  }

  /** The namespace's generation on a node. */
  static String generation(NamespaceName namespace) {
    return "cache_gen:" + namespace.value();
  }

  /** The tag's epoch on a node. */
  static String epoch(NamespaceName namespace, String tag) {
    return name(epochPrefix(namespace), tag.getBytes(UTF_8));
  }

  /** What the epochs of all the namespace's tags begin with, and nothing else. */
  static String epochPrefix(NamespaceName namespace) {
    return "cache_tag:" + namespace.value() + ':';
  }

  static String hits(NamespaceName namespace) {
    return counter(namespace, "hits");
  }

  static String misses(NamespaceName namespace) {
    return counter(namespace, "misses");
  }

  static String evictions(NamespaceName namespace) {
    return counter(namespace, "evictions");
  }

  private static String counter(NamespaceName namespace, String what) {
    return "cache_stats:" + namespace.value() + ':' + what;
  }

  /**
   * A whole name.
   *
   * @param prefix shorter than what is kept before a hash
   */
  private static String name(String prefix, byte[] utf8) {
    if (prefix.length() + utf8.length <= MAX_LENGTH && arePlain(utf8)) {
      return prefix + new String(utf8, US_ASCII); // nearly all
    }
    StringBuilder name = new StringBuilder(prefix.length() + utf8.length).append(prefix);
    for (byte b : utf8) {
      if (isPlain(b)) {
        name.append((char) b);
      } else {
        HEX.toHexDigits(name.append('%'), b);
      }
    }
    if (name.length() > MAX_LENGTH) {
      name.setLength(HASH_MARK_AT);
      name.append(HASH_MARK).append(hash(utf8));
    }
    return name.toString();
  }

  /** Whether nothing from there on is encoded, or would have to be. */
  static boolean isPlain(CharSequence wireKey, int from) {
    for (int i = from; i < wireKey.length(); i++) {
      char c = wireKey.charAt(i);
      if (c >= 0x7F || !isPlain((byte) c)) {
        return false;
      }
    }
    return wireKey.length() <= MAX_LENGTH;
  }

  private static boolean arePlain(byte[] utf8) {
    for (byte b : utf8) {
      if (!isPlain(b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte b) {
    return b > ' ' && b < 0x7F && b != '%';
  }

  private static String hash(byte[] utf8) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(utf8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String decode(String encoded, int from) throws CharacterCodingException {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream(encoded.length() - from);
    int at = from;
    while (at < encoded.length()) {
      char c = encoded.charAt(at);
      if (c == '%') {
        int end = Math.min(at + 3, encoded.length());
        utf8.write(HexFormat.fromHexDigits(encoded, at + 1, end));
        at = end;
      } else {
        utf8.write(c);
        at++;
      }
    }
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8.toByteArray())).toString();
  }
}
