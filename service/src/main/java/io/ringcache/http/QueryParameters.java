package io.ringcache.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a query strictly: what is misspelt is refused, neither ignored nor guessed. */
public final class QueryParameters {

  private QueryParameters() {}

  /**
   * The parameters of a query, decoded; {@code +} is a space, as in a form.
   *
   * @param query as it came, null for none
   * @param allowed the names that the call knows
   * @throws ApiException {@code INVALID_PARAMETER} for an unknown or repeated one, and for a bad
   *     escape
   */
  public static Map<String, String> read(@Nullable String query, Set<String> allowed) {
    Map<String, String> parameters = new HashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      if (!allowed.contains(name)) {
        throw invalid("'" + name + "' is no parameter of this call");
      }
      if (parameters.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
        throw invalid("'" + name + "' is given more than once");
      }
    }
    return parameters;
  }

  /**
   * Refuses any parameter.
   *
   * @throws ApiException {@code INVALID_PARAMETER}
   */
  public static void allowNone(@Nullable String query) {
    read(query, Set.of());
  }

  private static String decode(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '+') {
        decoded.write(' ');
      } else if (bytes[i] != '%') {
        decoded.write(bytes[i]);
      } else if (i + 2 < bytes.length) {
        decoded.write(hex(bytes[++i]) << 4 | hex(bytes[++i]));
      } else {
        throw invalid("the query has a % without two hex digits");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid("the query is not in UTF-8");
    }
  }

  private static int hex(byte digit) {
    int value = digit < 0 ? -1 : Character.digit(digit, 16);
    if (value < 0) {
      throw invalid("the query has a % without two hex digits");
    }
    return value;
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
