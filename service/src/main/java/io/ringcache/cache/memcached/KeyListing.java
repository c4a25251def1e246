package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;

/**
 * A listing in the order of the keys: each part is a walk that keeps the first keys after the
 * cursor, the last key of the part before. Thread-safe, blocks nobody; no more keys in memory than
 * asked for.
 */
final class KeyListing {

  private static final int CHECK_DIGITS = 8;

  private final LiveEntries entries;

  KeyListing(LiveEntries entries) {
    this.entries = entries;
  }

  CompletionStage<KeyPage> list(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    String after;
    try {
      after = cursor.map(text -> parse(namespace, text)).orElse("");
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
    TreeSet<String> first = new TreeSet<>(); // one more than asked for: whether there is a next
    return entries
        .walk(
            namespace,
            entry -> {
              String key = entry.key().name();
              if (key.compareTo(after) > 0
                  && (first.size() <= limit || key.compareTo(first.last()) < 0)
                  && pattern.matches(key)) {
                first.add(key);
                if (first.size() > limit + 1) {
                  first.pollLast();
                }
              }
            })
        .thenApply(walked -> page(namespace, first, limit));
  }

  private static KeyPage page(NamespaceName namespace, NavigableSet<String> first, int limit) {
    if (first.size() <= limit) {
      return new KeyPage(List.copyOf(first), Optional.empty(), false);
    }
    first.pollLast();
    String last = first.last();
    return new KeyPage(List.copyOf(first), Optional.of(check(namespace, last) + last), false);
  }

  private static String parse(NamespaceName namespace, String cursor) {
    if (cursor.length() > CHECK_DIGITS) {
      String key = cursor.substring(CHECK_DIGITS);
      if (cursor.startsWith(check(namespace, key))) {
        return key;
      }
    }
    throw new InvalidInputException(
        InvalidInputException.Field.CURSOR, "cursor is what the listing before gave out");
  }

  /** Tells a cursor that was changed or made up; it protects nothing. */
  private static String check(NamespaceName namespace, String key) {
    CRC32C crc = new CRC32C();
    crc.update((namespace + "\n" + key).getBytes(UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
