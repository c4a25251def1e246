package io.ringcache.client;

import com.fasterxml.jackson.core.JsonParser;
import io.ringcache.client.AnswerException.Failure;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what an mget answers: its values stay JSON. */
final class BatchAnswer {

  private final Answer answer;
  private final Map<String, Lookup> results = new HashMap<>();

  /** Of the key that is being read. */
  private @Nullable Slice value;

  private boolean found;
  private @Nullable String error;

  private BatchAnswer(Answer answer) {
    this.answer = answer;
  }

  static Map<String, Lookup> of(Answer answer) {
    BatchAnswer batch = new BatchAnswer(answer);
    Json.read(answer, batch::field);
    return batch.results;
  }

  private void field(String name, JsonParser parser) throws IOException {
    if (name.equals("results")) {
      Json.read(parser, this::result);
    } else {
      parser.skipChildren();
    }
  }

  private void result(String key, JsonParser parser) throws IOException {
    value = null;
    found = false;
    error = null;
    Json.read(parser, this::resultField);
    if (error != null) {
      results.put(key, Lookup.failed(unread(key, error)));
    } else if (found && value != null) {
      results.put(key, Lookup.found(value, ""));
    } else {
      results.put(key, Lookup.ABSENT);
    }
  }

  private void resultField(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "value" -> value = Json.slice(answer.body(), parser);
      case "found" -> found = parser.getBooleanValue();
      case "error" -> error = parser.getText();
      default -> parser.skipChildren();
    }
  }

  private AnswerException unread(String key, String code) {
    return AnswerException.of(
        new Failure(
            Answer.UNAVAILABLE,
            "could not be read",
            code,
            Optional.of(key),
            answer.headers().firstValue("X-Request-Id"),
            Optional.empty()));
  }
}
