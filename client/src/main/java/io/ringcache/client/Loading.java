package io.ringcache.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a loader, for one key or many. Knows which other ones it waits for, because its
 * loader asks for values itself: a circle would wait for ever, and is refused. Thread-safe.
 */
final class Loading {

  private static final ThreadLocal<@Nullable Loading> CURRENT = new ThreadLocal<>();

  private final Set<Loading> waitsFor = ConcurrentHashMap.newKeySet();

  /** The one whose loader runs on this thread; null if none does. */
  static @Nullable Loading current() {
    return CURRENT.get();
  }

  /** Runs it as this one's loader. */
  <T> T run(Supplier<T> loader) {
    Loading outer = CURRENT.get();
    CURRENT.set(this);
    try {
      return loader.get();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /**
   * Notes that this one waits for that one.
   *
   * @throws IllegalStateException if that one waits for this one, whoever is in between
   */
  void waitFor(Loading other) {
    waitsFor.add(other); // first, so that of two who meet one at least sees it
    if (other.reaches(this, ConcurrentHashMap.newKeySet())) {
      waitsFor.remove(other);
      throw new IllegalStateException("a loader asks for a value that waits for that loader");
    }
  }

  void waitsNoMore(Loading other) {
    waitsFor.remove(other);
  }

  private boolean reaches(Loading target, Set<Loading> seen) {
    return this == target
        || (seen.add(this) && waitsFor.stream().anyMatch(next -> next.reaches(target, seen)));
  }
}
