package io.ringcache.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The JSON of a request, around values that are JSON already. */
final class Body {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** JSON as it stands. */
  Body json(String ascii) {
    bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  Body json(byte[] json) {
    bytes.writeBytes(json);
    return this;
  }

  Body string(String text) {
    bytes.write('"');
    bytes.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
    bytes.write('"');
    return this;
  }

  Body strings(Collection<String> texts) {
    bytes.write('[');
    boolean first = true;
    for (String text : texts) {
      if (!first) {
        bytes.write(',');
      }
      first = false;
      string(text);
    }
    bytes.write(']');
    return this;
  }

  /** {@code ,"ttl":60}, or nothing. */
  Body ttl(Optional<Duration> ttl) {
    ttl.ifPresent(duration -> json(",\"ttl\":" + Ttls.seconds(duration)));
    return this;
  }

  /** {@code "value":…,"ttl":…,"tags":…}. */
  Body entry(byte[] value, StoreOptions options) {
    json("\"value\":").json(value).ttl(options.ttl());
    if (!options.tags().isEmpty()) {
      json(",\"tags\":").strings(options.tags());
    }
    return this;
  }

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
