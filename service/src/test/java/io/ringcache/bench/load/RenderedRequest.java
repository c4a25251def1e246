package io.ringcache.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.stream.IntStream;

/** The bytes of a request's template between its keys. Thread-safe. */
final class RenderedRequest {

  private final List<byte[]> parts;
  private final int length;

  RenderedRequest(String template) {
    this.parts =
        Arrays.stream(template.split(Request.KEY, -1))
            .map(part -> part.getBytes(StandardCharsets.US_ASCII))
            .toList();
    this.length =
        parts.stream().mapToInt(part -> part.length).sum() + (parts.size() - 1) * Keys.LENGTH;
  }

  /** The request with keys of that many, drawn uniformly, none of them twice. */
  byte[] next(Random random, int keys) {
    int places = parts.size() - 1;
    if (keys < places) {
      throw new IllegalArgumentException(keys + " keys are too few for " + places + " places");
    }
    return fill(random.ints(0, keys).distinct().limit(places));
  }

  /** The request with the keys from that number on, one after the other. */
  byte[] from(int number) {
    return fill(IntStream.iterate(number, n -> n + 1));
  }

  private byte[] fill(IntStream keys) {
    PrimitiveIterator.OfInt next = keys.iterator();
    byte[] filled = new byte[length];
    int at = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        byte[] key = Keys.name(next.nextInt()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(key, 0, filled, at, key.length);
        at += key.length;
      }
      byte[] part = parts.get(i);
      System.arraycopy(part, 0, filled, at, part.length);
      at += part.length;
    }
    return filled;
  }
}
