package io.ringcache.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request body, walked token by token; no tree is built, no number computed. Not thread-safe;
 * blocks as the body does. Whatever is no JSON is an {@link ApiException} of {@code
 * MALFORMED_JSON}.
 *
 * <p>Each method that consumes something leaves the first token after it as the current one.
 */
final class JsonBody implements AutoCloseable {

  /** Opening brackets, counted from a value's own; the body around it does not count. */
  static final int MAX_VALUE_DEPTH = 1000;

  /** Enough that our bound is always met before Jackson's. */
  private static final int DEPTH_AROUND = 4;

  /**
   * Without a table of names: it would keep what clients send, up to thousands of names of any
   * length, and have to give up where a client sends names of equal hash. The lengths are bounded
   * by what is read, not by Jackson.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_VALUE_DEPTH + DEPTH_AROUND)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final CompactingReader reader;
  private final JsonParser parser;
  private @Nullable JsonToken token;

  private JsonBody(CompactingReader reader, JsonParser parser) {
    this.reader = reader;
    this.parser = parser;
  }

  /** Opens a body at its first token. The stream stays open when this is closed. */
  static JsonBody open(InputStream body, int maxValueBytes) {
    // Of one that lies in memory, how much there is is known; of others it is where they begin.
    long expected = body instanceof ByteArrayInputStream whole ? whole.available() : Long.MAX_VALUE;
    CompactingReader reader = new CompactingReader(body, expected, maxValueBytes);
    try {
      JsonBody json = new JsonBody(reader, JSON.createParser(reader));
      json.next();
      if (json.token == null) {
        throw malformed("the body is empty");
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Consumes the object that is the whole body.
   *
   * @param member called with each field's name, consumes its value
   */
  void wholeBody(Consumer<String> member) {
    object("the body", member);
    if (token != null) {
      throw malformed("something follows the body's object");
    }
  }

  /**
   * Consumes an object.
   *
   * @param what for the error's detail
   * @param member called with each field's name, consumes its value
   * @throws ApiException {@code INVALID_PARAMETER} if it is none, or has a field twice
   */
  void object(String what, Consumer<String> member) {
    if (token != JsonToken.START_OBJECT) {
      throw invalid(what + " is an object");
    }
    Set<String> names = new HashSet<>();
    advance();
    while (token == JsonToken.FIELD_NAME) {
      String name = currentText();
      if (!names.add(name)) {
        throw invalid("the field " + name + " is there twice");
      }
      advance();
      member.accept(name);
    }
    advance();
  }

  /**
   * Consumes an array.
   *
   * @param what for the error's detail
   * @param element consumes one element
   * @throws ApiException {@code INVALID_PARAMETER} if it is none
   */
  void array(String what, Runnable element) {
    if (token != JsonToken.START_ARRAY) {
      throw invalid(what + " is an array");
    }
    advance();
    while (token != JsonToken.END_ARRAY) {
      element.run();
    }
    advance();
  }

  /** Whether the current token is of that kind. */
  boolean at(JsonToken kind) {
    return token == kind;
  }

  /** Consumes a string and returns what it says; consumes any other value and returns null. */
  @Nullable String stringOrNull() {
    @Nullable String text = token == JsonToken.VALUE_STRING ? currentText() : null;
    skipValue();
    return text;
  }

  /**
   * Consumes a number without fraction and exponent and returns its digits; consumes any other
   * value and returns null.
   */
  @Nullable String integerOrNull() {
    @Nullable String digits = token == JsonToken.VALUE_NUMBER_INT ? currentText() : null;
    skipValue();
    return digits;
  }

  /**
   * Consumes a field's value and returns its bytes without the white space between tokens.
   *
   * @throws ApiException {@code VALUE_TOO_LARGE}, maybe long before the value's end
   */
  byte[] value() {
    passValue();
    // Right before the brace that ends the object, or the comma before the next field.
    byte[] json = reader.fromMarkTo(token == JsonToken.FIELD_NAME ? place() - 1 : place());
    reader.mark(place());
    return json;
  }

  /** Consumes a value. */
  void skipValue() {
    passValue();
    reader.mark(place());
  }

  /** The mark stays at the value's beginning, so that no more is read than a value may have. */
  private void passValue() {
    int depth = 0;
    do {
      if (token == null) {
        throw malformed("the body ends too early");
      } else if (token.isStructStart()) {
        if (++depth > MAX_VALUE_DEPTH) {
          throw malformed("a value is nested " + MAX_VALUE_DEPTH + " deep at most");
        }
      } else if (token.isStructEnd()) {
        depth--;
      }
      next();
    } while (depth > 0);
  }

  private void advance() {
    next();
    reader.mark(place());
  }

  private void next() {
    try {
      token = parser.nextToken();
    } catch (JacksonException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw malformed("the body can not be read");
    }
  }

  private String currentText() {
    try {
      return parser.getText();
    } catch (JacksonException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw malformed("the body can not be read");
    }
  }

  /** Where the current token begins, or the body ends. */
  private long place() {
    return token == null
        ? parser.currentLocation().getCharOffset()
        : parser.currentTokenLocation().getCharOffset();
  }

  /** Jackson's own messages name its classes and options, and places in the compacted body. */
  private ApiException malformed(JacksonException e) {
    if (e instanceof JsonEOFException) {
      return malformed("the body ends within its JSON");
    }
    @Nullable JsonLocation at = e.getLocation();
    return malformed(at == null ? "no JSON" : "no JSON at " + reader.describe(at.getCharOffset()));
  }

  private static ApiException malformed(String detail) {
    return new ApiException(ErrorCode.MALFORMED_JSON, detail);
  }

  private static ApiException invalid(String detail) {
    return new ApiException(ErrorCode.INVALID_PARAMETER, detail);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
