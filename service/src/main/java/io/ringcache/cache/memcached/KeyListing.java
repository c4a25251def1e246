package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;

/**
 * A listing in the order of the keys, its cursor being the last key of the part before.
 * Thread-safe, blocks nobody.
 *
 * <p>There is no index to go on from: a part takes a walk over all keys of the node. So a walk
 * keeps more keys than were asked for, and the parts that follow soon are taken from them.
 */
final class KeyListing {

  private static final int CHECK_DIGITS = 8;

  private final LiveEntries entries;
  private final EntryClock clock;
  private final KeyWindows windows = new KeyWindows();

  KeyListing(LiveEntries entries, EntryClock clock) {
    this.entries = entries;
    this.clock = clock;
  }

  CompletionStage<KeyPage> list(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    if (cursor.isEmpty()) {
      return walk(namespace, pattern, "", limit);
    }
    String after;
    try {
      after = parse(namespace, cursor.get());
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
    return windows
        .find(namespace, pattern, after, limit, clock.millis())
        .<CompletionStage<KeyPage>>map(
            window -> CompletableFuture.completedFuture(page(namespace, window, after, limit)))
        .orElseGet(() -> walk(namespace, pattern, after, limit));
  }

  private CompletionStage<KeyPage> walk(
      NamespaceName namespace, Glob pattern, String after, int limit) {
    KeyWindow.Builder found = new KeyWindow.Builder(after, clock.millis());
    return entries
        .walk(
            namespace,
            pattern,
            Pace.URGENT,
            entry -> {
              String key = entry.key().name();
              if (found.wants(key)) {
                found.add(key);
              }
            })
        .thenApply(
            walked -> {
              KeyWindow window = found.build();
              windows.keep(namespace, pattern, window);
              return page(namespace, window, after, limit);
            });
  }

  private static KeyPage page(NamespaceName namespace, KeyWindow window, String after, int limit) {
    List<String> keys = window.keysAfter(after, limit);
    if (keys.isEmpty() || window.isLast(keys.get(keys.size() - 1))) {
      return new KeyPage(keys, Optional.empty(), false);
    }
    String last = keys.get(keys.size() - 1);
    return new KeyPage(keys, Optional.of(check(namespace, last) + last), false);
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
