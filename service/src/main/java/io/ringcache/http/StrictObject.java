package io.ringcache.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of administrators' calls: one small object, strictly, since what is misspelt
 * there must not become a default that nobody asked for.
 */
public final class StrictObject {

  /** Some settings need no more. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  /** Takes a field of the object; refuses one that it does not know. */
  @FunctionalInterface
  public interface Field {
    /**
     * Reads the field's value.
     *
     * @param json stands on the value's first token, and is to be left on its last
     */
    void read(String name, JsonParser json) throws IOException;
  }

  private StrictObject() {}

  /**
   * The whole body. Blocks until the client has sent it.
   *
   * @throws ApiException {@code REQUEST_TOO_LARGE}
   */
  public static byte[] bytes(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new ApiException(ErrorCode.REQUEST_TOO_LARGE);
    }
    return bytes;
  }

  /**
   * Has each field read.
   *
   * @param fields what the object may have, for people
   * @param refusal what a body is refused with that is JSON but no such object
   * @throws ApiException {@code MALFORMED_JSON} if it is no JSON in UTF-8, {@code refusal} if it is
   *     no object or has a field twice
   */
  public static void parse(byte[] body, String fields, ErrorCode refusal, Field field) {
    try (JsonParser json = JSON.createParser(decode(body))) {
      parse(json, fields, refusal, field);
    } catch (JacksonException e) {
      @Nullable JsonLocation at = e.getLocation(); // none where it is Jackson's own limits
      throw malformed(at == null ? "nested too deep" : "at character " + at.getCharOffset());
    } catch (IOException e) {
      throw malformed("not in UTF-8");
    }
  }

  private static void parse(JsonParser json, String fields, ErrorCode refusal, Field field)
      throws IOException {
    @Nullable JsonToken first = json.nextToken();
    if (first == null) {
      throw malformed("the body is empty");
    }
    boolean object = first == JsonToken.START_OBJECT;
    Set<String> seen = new HashSet<>();
    while (object && json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!seen.add(name)) {
        throw new ApiException(refusal, name + " is given twice");
      }
      json.nextToken();
      field.read(name, json);
    }
    // Syntax first: what is no JSON is told so, wherever it breaks.
    json.skipChildren();
    if (json.nextToken() != null) {
      throw malformed("more than one value");
    }
    if (!object) {
      throw new ApiException(refusal, "the body is an object of " + fields);
    }
  }

  /** Left to itself Jackson would take UTF-16 too. */
  private static String decode(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static ApiException malformed(String detail) {
    return new ApiException(ErrorCode.MALFORMED_JSON, detail);
  }
}
