package io.ringcache.entry;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.HexFormat;
import java.util.List;

/**
 * The strong entity tag of a value (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, 8.8.3</a>): a hash of its
 * stored bytes, the same on every process and backend. Immutable.
 *
 * @param value with its quotes, as the header carries it
 */
record ETag(String value) {

  /** The tag of a value's bytes. */
  static ETag of(byte[] json) {
    HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(json);
    HexFormat hex = HexFormat.of();
    return new ETag(
        '"'
            + hex.toHexDigits(hash.getMostSignificantBits())
            + hex.toHexDigits(hash.getLeastSignificantBits())
            + '"');
  }

  /**
   * Whether an {@code If-None-Match} names this tag, by the weak comparison: {@code *} names every
   * one. What is no list of entity tags names none, so that its sender gets the value.
   *
   * @param ifNoneMatch the header's lines, in their order; none if the request has no such header
   */
  boolean isNamedBy(List<String> ifNoneMatch) {
    return !ifNoneMatch.isEmpty() && EntityTags.of(ifNoneMatch).nameWeakly(this);
  }
}
