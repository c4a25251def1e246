package io.ringcache.cache.memory;

import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * How far a listing has come. In a client's hands it is opaque, and bound to its namespace by a
 * checksum: that is to find mistakes, not attacks, since a forged one shows nothing that a listing
 * would not.
 *
 * <pre>
 *   after (8 bytes) | last (8 bytes) | CRC-32C of both and the namespace (4 bytes), in base64url
 * </pre>
 *
 * @param after the key version of the last entry looked at
 * @param last the last key version to look at: keys that came later were not there throughout
 */
record ListingCursor(long after, long last) {

  private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

  static ListingCursor beginning(long last) {
    return new ListingCursor(Long.MIN_VALUE, last);
  }

  /**
   * The cursor that a client sends back.
   *
   * @throws InvalidInputException with the field {@code cursor} if it was never given out for that
   *     namespace
   */
  static ListingCursor parse(String text, NamespaceName namespace) {
    ByteBuffer bytes = decode(text);
    if (bytes.remaining() == BYTES) {
      ListingCursor cursor = new ListingCursor(bytes.getLong(), bytes.getLong());
      if (bytes.getInt() == cursor.checksum(namespace) && cursor.format(namespace).equals(text)) {
        return cursor;
      }
    }
    throw invalid();
  }

  String format(NamespaceName namespace) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(after).putLong(last).putInt(checksum(namespace));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private int checksum(NamespaceName namespace) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(after).putLong(last).flip());
    crc.update(namespace.value().getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  private static ByteBuffer decode(String text) {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static InvalidInputException invalid() {
    return new InvalidInputException(
        InvalidInputException.Field.CURSOR, "a cursor is one that this namespace's listing gave");
  }
}
