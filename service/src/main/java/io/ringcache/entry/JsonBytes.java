package io.ringcache.entry;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts the bytes of an answer together: our own text around stored values, which go in as they are.
 * Does not check that it makes JSON. Not thread-safe.
 */
final class JsonBytes {

  private final ByteArrayOutputStream out;

  /**
   * Nothing yet.
   *
   * @param expected about how many bytes there will be
   */
  JsonBytes(int expected) {
    out = new ByteArrayOutputStream(expected);
  }

  /** Appends text that is JSON already, in ASCII. */
  JsonBytes ascii(String json) {
    out.writeBytes(json.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  JsonBytes number(long number) {
    return ascii(Long.toString(number));
  }

  /** Appends a stored value. */
  JsonBytes value(byte[] json) {
    out.writeBytes(json);
    return this;
  }

  /** Appends any text as a JSON string. */
  JsonBytes string(String text) {
    out.write('"');
    out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    out.write('"');
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
