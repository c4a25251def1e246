package io.ringcache.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-decoding as RFC 3986 has it, and nothing else: strict, where servers and frameworks each
 * repair what they don't understand in a way of their own, so that two keys could become one.
 *
 * <p>Every character but {@code %} stands for itself, {@code +} and {@code ;} included. An escape
 * is {@code %} and two hex digits in either case; the decoded bytes are valid UTF-8.
 */
public final class PercentDecoder {

  private PercentDecoder() {}

  /**
   * The text that a part of a URL stands for.
   *
   * @throws BadEscapeException if there is a bad escape, a byte outside ASCII that is not escaped,
   *     or the bytes are not UTF-8
   */
  public static String decode(String raw) throws BadEscapeException {
    boolean plain = true;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c > 0x7e) {
        throw new BadEscapeException("a character outside ASCII is sent percent-encoded, in UTF-8");
      }
      plain &= c != '%';
    }
    return plain ? raw : decodeEscapes(raw);
  }

  private static String decodeEscapes(String raw) throws BadEscapeException {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) (hexDigit(raw, i + 1) << 4 | hexDigit(raw, i + 2));
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadEscapeException("the percent-encoded bytes are not UTF-8");
    }
  }

  private static int hexDigit(String raw, int at) throws BadEscapeException {
    int digit = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new BadEscapeException("a % is followed by two hex digits; % itself is sent as %25");
    }
    return digit;
  }

  /** What is no percent-encoding; the message is for the client. */
  public static final class BadEscapeException extends Exception {

    private static final long serialVersionUID = 1L;

    private BadEscapeException(String message) {
      super(message, null, false, false);
    }
  }
}
