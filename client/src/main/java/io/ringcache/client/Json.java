package io.ringcache.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values to JSON and back by the application's mapper; what surrounds them by one of ours, which no
 * setting of an application changes. Thread-safe.
 */
final class Json {

  /**
   * A value may be as large as the service takes it, which is more than Jackson does by default.
   */
  private static final ObjectMapper OURS =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  private final ObjectMapper mapper;

  Json(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  JavaType type(Class<?> type) {
    return mapper.constructType(type);
  }

  JavaType type(TypeReference<?> type) {
    return mapper.constructType(type.getType());
  }

  /**
   * A value as JSON.
   *
   * @param type as it was declared, so that what is to be read has what is needed for it
   * @throws ValueException if Jackson can't
   */
  byte[] write(@Nullable Object value, Optional<JavaType> type) {
    try {
      return type.isPresent()
          ? mapper.writerFor(type.get()).writeValueAsBytes(value)
          : mapper.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw new ValueException("can not be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * A value from JSON; null for JSON's null, whatever the type.
   *
   * @throws ValueException if it is none of that type
   */
  @SuppressWarnings("TypeParameterUnusedInFormals") // the type says it, as it does to Jackson
  <T> @Nullable T read(Slice json, JavaType type) {
    if (json.isNull()) {
      return null;
    }
    try {
      return mapper.readerFor(type).readValue(json.answer(), json.from(), json.length());
    } catch (IOException e) {
      throw new ValueException("is no " + type.toCanonical() + ": " + e.getMessage(), e);
    }
  }

  /** An object of the service's; empty if it is none. */
  static Optional<JsonNode> object(byte[] json) {
    try {
      return Optional.ofNullable(OURS.readTree(json)).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What an answer of success has to be. */
  static JsonNode answer(Answer answer) {
    return object(answer.orThrow().body()).orElseThrow(() -> noAnswer(null));
  }

  /** What reads an answer field by field. */
  interface Fields {
    void read(String name, JsonParser parser) throws IOException;
  }

  /** Goes through an answer that is an object; its reader leaves the parser at each field's end. */
  static void read(Answer answer, Fields fields) {
    try (JsonParser parser = OURS.getFactory().createParser(answer.orThrow().body())) {
      parser.nextToken();
      read(parser, fields);
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  /** Goes through the object that the parser stands at. */
  static void read(JsonParser parser, Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.read(name, parser);
    }
  }

  /** The value that the parser stands at, and is left at the end of. */
  static Slice slice(byte[] json, JsonParser parser) throws IOException {
    int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    parser.finishToken();
    return new Slice(json, from, Math.toIntExact(parser.currentLocation().getByteOffset()));
  }

  private static ServiceFailedException noAnswer(@Nullable Throwable cause) {
    ServiceFailedException failure =
        new ServiceFailedException(
            new AnswerException.Failure(
                Answer.OK,
                "no answer of Ringcache's",
                "http_200",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }
}
