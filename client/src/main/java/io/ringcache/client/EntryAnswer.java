package io.ringcache.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what a GET answers: its value stays JSON. */
final class EntryAnswer {

  private static final Slice NULL = new Slice(new byte[] {'n', 'u', 'l', 'l'}, 0, 4);

  private final Answer answer;
  private Slice value = NULL;
  private Optional<Duration> ttlRemaining = Optional.empty();
  private Instant createdAt = Instant.EPOCH;

  private EntryAnswer(Answer answer) {
    this.answer = answer;
  }

  static Found of(Answer answer) {
    EntryAnswer entry = new EntryAnswer(answer);
    Json.read(answer, entry::field);
    return new Found(entry.value, entry.ttlRemaining, entry.createdAt, answer.etag());
  }

  private void field(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "value" -> value = Json.slice(answer.body(), parser);
      case "metadata" -> Json.read(parser, this::metadata);
      default -> parser.skipChildren();
    }
  }

  private void metadata(String name, JsonParser parser) throws IOException {
    if (name.equals("ttl_remaining") && parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      ttlRemaining = Optional.of(Duration.ofSeconds(parser.getLongValue()));
    } else if (name.equals("created_at")) {
      createdAt = Instant.parse(parser.getText());
    } else {
      parser.skipChildren();
    }
  }
}
