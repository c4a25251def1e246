package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes every key name that we use on a Redis node; no script and no other class spells one.
 *
 * <pre>
 * cache:{ns}:{key}       STRING  the value's JSON
 * cache_meta:{ns}:{key}  HASH    created_at size_bytes [tags access_count last_accessed]
 * cache_tag:{ns}:{tag}   SET     keys of the entries that carry the tag
 * cache_index:{ns}       ZSET    key, scored by when it expires
 * cache_stats:{ns}       HASH    hits misses total_keys total_bytes evictions
 * cache_healed           STRING  run_id and evicted_keys that are accounted for
 * cache_healing          STRING  the lease of the process that accounts for more
 * cache_run              STRING  run_id of the node while it wrote all of this
 * cache_emptying         HASH    run cursor removed: how far a node's emptying has got
 * cache_ring             STRING  the ring that fills the node
 * cache_sweep            HASH    who until cursor: how far the removal of what moved has got
 * </pre>
 *
 * A namespace has no colon, so the names can not collide.
 */
final class RedisKeys {

  private static final byte[] VALUE = "cache:".getBytes(ISO_8859_1);
  private static final byte[] META = "cache_meta:".getBytes(ISO_8859_1);
  private static final byte[] TAG = "cache_tag:".getBytes(ISO_8859_1);
  private static final byte[] INDEX = "cache_index:".getBytes(ISO_8859_1);
  private static final byte[] STATS = "cache_stats:".getBytes(ISO_8859_1);
  private static final byte[] HEALED = "cache_healed".getBytes(ISO_8859_1);
  private static final byte[] HEALING_LEASE = "cache_healing".getBytes(ISO_8859_1);
  private static final byte[] RUN = "cache_run".getBytes(ISO_8859_1);
  private static final byte[] EMPTYING = "cache_emptying".getBytes(ISO_8859_1);
  private static final byte[] RING = "cache_ring".getBytes(ISO_8859_1);
  private static final byte[] SWEEP = "cache_sweep".getBytes(ISO_8859_1);
  private static final byte[] NOTHING = {};

  /** A glob that all names match that we use. */
  static final String ANY = "cache[:_]*";

  /** Lua patterns, one of which each name matches that we use, but for those of an emptying. */
  static final List<String> PATTERNS =
      List.of(
          "^cache:%w[%w_.-]*:",
          "^cache_meta:%w[%w_.-]*:",
          "^cache_tag:%w[%w_.-]*:",
          "^cache_index:%w[%w_.-]*$",
          "^cache_stats:%w[%w_.-]*$",
          "^cache_healed$",
          "^cache_healing$",
          "^cache_ring$",
          "^cache_sweep$");

  /** The names of all that is kept of namespaces. */
  private static final Pattern OF_NAMESPACE =
      Pattern.compile(
          "cache(_meta|_tag)?:[A-Za-z0-9][A-Za-z0-9_.-]*:.*"
              + "|cache_(index|stats):[A-Za-z0-9][A-Za-z0-9_.-]*",
          Pattern.DOTALL);

  private RedisKeys() {}

  /** Also what the ring places the entry by. */
  static byte[] value(CacheKey key) {
    return ofEntry(VALUE, key.namespace(), key.utf8());
  }

  static byte[] meta(CacheKey key) {
    return ofEntry(META, key.namespace(), key.utf8());
  }

  static byte[] valuePrefix(NamespaceName namespace) {
    return ofEntry(VALUE, namespace, NOTHING);
  }

  static byte[] metaPrefix(NamespaceName namespace) {
    return ofEntry(META, namespace, NOTHING);
  }

  static byte[] tagPrefix(NamespaceName namespace) {
    return ofEntry(TAG, namespace, NOTHING);
  }

  static byte[] tag(NamespaceName namespace, String tag) {
    return ofEntry(TAG, namespace, tag.getBytes(UTF_8));
  }

  static byte[] index(NamespaceName namespace) {
    return ofNamespace(INDEX, namespace);
  }

  static byte[] stats(NamespaceName namespace) {
    return ofNamespace(STATS, namespace);
  }

  /** Says what of the node's own evictions is accounted for. */
  static byte[] healed() {
    return HEALED;
  }

  static byte[] healingLease() {
    return HEALING_LEASE;
  }

  /** Says in which run of the node all was written that is there. */
  static byte[] run() {
    return RUN;
  }

  static byte[] emptying() {
    return EMPTYING;
  }

  /** Says which ring fills the node. */
  static byte[] ring() {
    return RING;
  }

  /** Says how far a sweep has got. */
  static byte[] sweep() {
    return SWEEP;
  }

  /** Whether it is the name of something that is kept of a namespace. */
  static boolean isOfNamespace(byte[] name) {
    return OF_NAMESPACE.matcher(new String(name, ISO_8859_1)).matches();
  }

  /** The entry whose value or meta has that name; empty if it is no such name. */
  static Optional<CacheKey> entry(byte[] name) {
    String text = new String(name, UTF_8);
    for (byte[] kind : List.of(VALUE, META)) {
      String prefix = new String(kind, ISO_8859_1);
      int colon = text.startsWith(prefix) ? text.indexOf(':', prefix.length()) : -1;
      if (colon > 0) {
        try {
          return Optional.of(
              CacheKey.of(
                  new NamespaceName(text.substring(prefix.length(), colon)),
                  text.substring(colon + 1)));
        } catch (InvalidInputException e) {
          return Optional.empty(); // somebody else's
        }
      }
    }
    return Optional.empty();
  }

  private static byte[] ofEntry(byte[] kind, NamespaceName namespace, byte[] key) {
    int colon = kind.length + namespace.value().length();
    byte[] name = start(kind, namespace, colon + 1 + key.length);
    name[colon] = ':';
    System.arraycopy(key, 0, name, colon + 1, key.length);
    return name;
  }

  private static byte[] ofNamespace(byte[] kind, NamespaceName namespace) {
    return start(kind, namespace, kind.length + namespace.value().length());
  }

  /** Into one array and no other: every read makes two names. */
  @SuppressWarnings("deprecation") // of characters that are no ASCII: a namespace has none
  private static byte[] start(byte[] kind, NamespaceName namespace, int length) {
    String space = namespace.value();
    byte[] name = new byte[length];
    System.arraycopy(kind, 0, name, 0, kind.length);
    space.getBytes(0, space.length(), name, kind.length);
    return name;
  }
}
