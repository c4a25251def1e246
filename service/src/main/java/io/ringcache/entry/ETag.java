package io.ringcache.entry;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;

/**
 * The strong entity tag of a value (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, 8.8.3</a>): a hash of its
 * stored bytes, the same on every process and backend. Immutable.
 *
 * @param value with its quotes, as the header carries it
 */
record ETag(String value) {

  private static final int HEX_DIGITS = 16;

  /** The tag of a value's bytes. */
  static ETag of(byte[] json) {
    HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(json);
    byte[] text = new byte[2 + 2 * HEX_DIGITS];
    text[0] = '"';
    hex(hash.getMostSignificantBits(), text, 1);
    hex(hash.getLeastSignificantBits(), text, 1 + HEX_DIGITS);
    text[text.length - 1] = '"';
    return new ETag(new String(text, StandardCharsets.US_ASCII));
  }

  HttpField header() {
    return new HttpField(HttpHeader.ETAG, value);
  }

  /** By hand, into one array: every answer with a value has a tag. */
  private static void hex(long number, byte[] text, int from) {
    for (int i = 0; i < HEX_DIGITS; i++) {
      int shift = Long.SIZE - 4 * (i + 1);
      text[from + i] = (byte) Character.forDigit((int) (number >>> shift) & 0xf, 16);
    }
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
