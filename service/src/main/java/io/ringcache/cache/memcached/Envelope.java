package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.Tags;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a node keeps as the value of an entry. Immutable but for the bytes, which nobody writes to.
 *
 * <pre>
 *   1  layout, always 1: no JSON begins so
 *   1  flags: 1 tagged, 2 with the key
 *   4  CRC-32C of all the rest and the flags
 *   8  created_at, in microseconds since 1970
 *   8  expires_at, in milliseconds since 1970, 0 for never
 *  16  generation
 *      where tagged:  1 how many, then for each: 1 length, the tag in UTF-8, 16 epoch
 *      with the key:  2 length, the key in UTF-8
 *      the JSON, to the end
 * </pre>
 *
 * @param createdAtMicros see {@link Entry#createdAtMicros}
 * @param expiresAtMillis 0 for never
 * @param generation the namespace's when the entry was stored: with another it is dead
 * @param epochs of its tags, in the order of the tags; with any other epoch it is dead
 * @param originalKey the key where the wire key has but its hash, else empty
 * @param json shared with {@link Entry}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Envelope(
    long createdAtMicros,
    long expiresAtMillis,
    Stamp generation,
    List<TagEpoch> epochs,
    String originalKey,
    byte[] json) {

  private static final byte LAYOUT = 1;
  private static final int TAGGED = 1;
  private static final int WITH_KEY = 2;
  private static final int CHECKED_FROM = 6;

  /** Before the JSON of an entry without tags whose wire key says the key. */
  static final int FIXED_BYTES = CHECKED_FROM + 2 * Long.BYTES + Stamp.BYTES;

  Envelope {
    epochs = List.copyOf(epochs);
  }

  /** What goes into an envelope as the original key. */
  static String originalKey(CacheKey key, String wireKey) {
    return WireKey.isHashed(wireKey) ? key.name() : "";
  }

  /** Whether it is that key's, and not another's whose hash is the same. */
  boolean isOf(CacheKey key) {
    return originalKey.isEmpty() || originalKey.equals(key.name());
  }

  boolean isExpired(long nowMillis) {
    return expiresAtMillis != 0 && expiresAtMillis <= nowMillis;
  }

  /** The entry, while it is not expired. */
  Entry entry(long nowMillis) {
    return new Entry(json, createdAtMicros, ttlMillis(nowMillis));
  }

  /** What is left to live, see {@link Entry#ttlMillis}. */
  long ttlMillis(long nowMillis) {
    return expiresAtMillis == 0 ? Entry.NO_TTL : expiresAtMillis - nowMillis;
  }

  Tags tags() {
    return epochs.isEmpty() ? Tags.NONE : Tags.of(epochs.stream().map(TagEpoch::tag).toList());
  }

  /** The same with another expiry. */
  Envelope expiringAt(long millis) {
    return new Envelope(createdAtMicros, millis, generation, epochs, originalKey, json);
  }

  /** When the node may forget the item, as {@link MemcachedCommands} wants it. */
  long nodeExpiry() {
    return NodeExpiry.of(expiresAtMillis, epochs.isEmpty() && originalKey.isEmpty());
  }

  /** What a node is to store. */
  byte[] encode() {
    byte[] key = originalKey.getBytes(UTF_8);
    List<byte[]> tags = epochs.stream().map(tag -> tag.tag().getBytes(UTF_8)).toList();
    ByteBuffer to = ByteBuffer.allocate(length(tags, key));
    to.put(LAYOUT).put((byte) ((epochs.isEmpty() ? 0 : TAGGED) | (key.length == 0 ? 0 : WITH_KEY)));
    to.position(CHECKED_FROM);
    to.putLong(createdAtMicros).putLong(expiresAtMillis);
    generation.write(to);
    if (!epochs.isEmpty()) {
      to.put((byte) epochs.size());
      for (int i = 0; i < tags.size(); i++) {
        to.put((byte) tags.get(i).length).put(tags.get(i)); // at most 100 bytes
        epochs.get(i).epoch().write(to);
      }
    }
    if (key.length > 0) {
      to.putShort((short) key.length).put(key);
    }
    to.put(json);
    return to.putInt(2, checksum(to.array())).array();
  }

  private int length(List<byte[]> tags, byte[] key) {
    int length = FIXED_BYTES + json.length + (key.length == 0 ? 0 : Short.BYTES + key.length);
    if (!tags.isEmpty()) {
      length += 1 + tags.stream().mapToInt(tag -> 1 + tag.length + Stamp.BYTES).sum();
    }
    return length;
  }

  /**
   * The envelope that a node has answered; empty where the bytes are none: some other client has
   * stored them, or they were damaged. Such an entry is not there.
   */
  static Optional<Envelope> decode(byte[] bytes) {
    if (bytes.length <= FIXED_BYTES || bytes[0] != LAYOUT) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int flags = from.get(1);
    if (from.getInt(2) != checksum(bytes) || (flags & ~(TAGGED | WITH_KEY)) != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(from.position(CHECKED_FROM), flags));
    } catch (BufferUnderflowException e) {
      return Optional.empty(); // somebody else's bytes, with a checksum that fits
    }
  }

  private static Envelope read(ByteBuffer from, int flags) {
    long createdAt = from.getLong();
    long expiresAt = from.getLong();
    Stamp generation = Stamp.read(from);
    List<TagEpoch> epochs = new ArrayList<>();
    if ((flags & TAGGED) != 0) {
      int count = from.get();
      for (int i = 0; i < count; i++) {
        epochs.add(new TagEpoch(text(from, Byte.toUnsignedInt(from.get())), Stamp.read(from)));
      }
    }
    String key = (flags & WITH_KEY) != 0 ? text(from, Short.toUnsignedInt(from.getShort())) : "";
    return new Envelope(createdAt, expiresAt, generation, epochs, key, rest(from));
  }

  private static byte[] rest(ByteBuffer from) {
    byte[] rest = new byte[from.remaining()];
    from.get(rest);
    return rest;
  }

  private static String text(ByteBuffer from, int length) {
    byte[] utf8 = new byte[length];
    from.get(utf8);
    return new String(utf8, UTF_8);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 1, 1);
    crc.update(bytes, CHECKED_FROM, bytes.length - CHECKED_FROM);
    return (int) crc.getValue();
  }
}
