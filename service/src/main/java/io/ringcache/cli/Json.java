package io.ringcache.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as bytes: what was stored comes out as it went in, the digits of numbers included. By
 * streaming alone, which takes a fraction of the classes that a tree would.
 */
final class Json {

  /** The API takes values of 1,000 levels, and puts them into objects. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_100)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  /** An object in one line. */
  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A string as a token. */
  static String quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeString(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * The fields of an object, with their values as they stand there.
   *
   * @throws IOException if it is no object, or none alone
   */
  static Map<String, String> fields(byte[] object) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = FACTORY.createParser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an object is expected");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        fields.put(name, slice(json, object));
      }
      if (json.nextToken() != null) {
        throw new IOException("more follows the object");
      }
    }
    return fields;
  }

  /**
   * The elements of an array as they stand there.
   *
   * @throws IOException if it is no array
   */
  static List<String> elements(String array) throws IOException {
    byte[] bytes = array.getBytes(StandardCharsets.UTF_8);
    List<String> elements = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("an array is expected");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements.add(slice(json, bytes));
      }
    }
    return elements;
  }

  /** Whether it is one value of JSON and nothing else. */
  static boolean isValue(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonParser json = FACTORY.createParser(bytes)) {
      if (json.nextToken() == null) {
        return false;
      }
      slice(json, bytes);
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a string's token says; any other token as it stands. */
  static String text(String token) {
    if (!token.startsWith("\"")) {
      return token;
    }
    try (JsonParser json = FACTORY.createParser(token)) {
      json.nextToken();
      return json.getText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String slice(JsonParser json, byte[] bytes) throws IOException {
    int from = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    json.finishToken();
    int to = (int) json.currentLocation().getByteOffset();
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
  }
}
