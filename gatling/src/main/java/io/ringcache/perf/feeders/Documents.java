package io.ringcache.perf.feeders;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** JSON values of stated sizes, made once. Thread-safe. */
public final class Documents {

  private static final String BEFORE = "{\"text\":\"";
  private static final String AFTER = "\"}";
  private static final int SIZES = 256;

  /** Words, so that it is text as people store it; all of ASCII, so that bytes are characters. */
  private static final String TEXT = "the quick brown fox jumps over the lazy dog and on ";

  private final List<String> documents;

  private Documents(List<String> documents) {
    this.documents = documents;
  }

  /** Of sizes from half of that to half as much again, evenly; of that many bytes on average. */
  public static Documents around(int bytes) {
    int half = bytes / 2;
    return new Documents(
        IntStream.rangeClosed(0, SIZES)
            .mapToObj(i -> document(half + (int) ((long) (bytes - half) * 2 * i / SIZES)))
            .toList());
  }

  /** All of that many bytes. */
  public static Documents of(int bytes) {
    return new Documents(List.of(document(bytes)));
  }

  /** One of them, any. */
  public String next() {
    return documents.get(ThreadLocalRandom.current().nextInt(documents.size()));
  }

  /** Mean size. */
  double meanBytes() {
    return documents.stream().mapToInt(String::length).average().orElseThrow();
  }

  private static String document(int bytes) {
    int text = Math.max(0, bytes - BEFORE.length() - AFTER.length());
    return BEFORE + TEXT.repeat(text / TEXT.length() + 1).substring(0, text) + AFTER;
  }
}
