package io.ringcache.cache.memcached;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Keys that follow each other: all that a walk has met after a key, up to the window's end.
 * Immutable.
 */
final class KeyWindow {

  /** Keys that a walk keeps. */
  static final int MAX_KEYS = 20_000;

  private final String after;
  private final List<String> keys;
  private final boolean more;
  private final long begunMillis;

  private KeyWindow(String after, List<String> keys, boolean more, long begunMillis) {
    this.after = after;
    this.keys = keys;
    this.more = more;
    this.begunMillis = begunMillis;
  }

  /** When its walk began. */
  long begunMillis() {
    return begunMillis;
  }

  /** Whether it knows the next keys after that one: as many as are wanted, or all there are. */
  boolean reaches(String key, int wanted) {
    return key.compareTo(after) >= 0 && (!more || keys.size() - indexAfter(key) >= wanted);
  }

  /** The next keys after that one, as many at most. */
  List<String> keysAfter(String key, int limit) {
    int first = indexAfter(key);
    return keys.subList(first, Math.min(keys.size(), first + limit));
  }

  /** Whether there is none after that one. */
  boolean isLast(String key) {
    return !more && indexAfter(key) == keys.size();
  }

  private int indexAfter(String key) {
    int found = Collections.binarySearch(keys, key);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Takes the keys as a walk shows them, in any order. For one walk. */
  static final class Builder {
    private final String after;
    private final long begunMillis;
    private final TreeSet<String> first = new TreeSet<>();
    private boolean more;

    Builder(String after, long begunMillis) {
      this.after = after;
      this.begunMillis = begunMillis;
    }

    /** False for what lies outside in any case. */
    boolean wants(String key) {
      return key.compareTo(after) > 0
          && (first.size() < MAX_KEYS || !more || key.compareTo(first.last()) < 0);
    }

    void add(String key) {
      first.add(key);
      if (first.size() > MAX_KEYS) {
        first.pollLast();
        more = true;
      }
    }

    KeyWindow build() {
      return new KeyWindow(after, List.copyOf(first), more, begunMillis);
    }
  }
}
