package io.ringcache.cache.memcached;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The windows of the latest listings, for a moment. Thread-safe, bounded. */
final class KeyWindows {

  /** Numbers of a process may be so old, and so may its listings. */
  private static final long FRESH_MILLIS = 2000;

  private static final int MAX_WINDOWS = 8;

  private record Listing(NamespaceName namespace, String pattern) {}

  private final Map<Listing, KeyWindow> windows =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Listing, KeyWindow> eldest) {
          return size() > MAX_WINDOWS;
        }
      };

  synchronized void keep(NamespaceName namespace, Glob pattern, KeyWindow window) {
    Listing listing = new Listing(namespace, pattern.toString());
    windows.remove(listing); // the latest is to be the last
    windows.put(listing, window);
  }

  /** A fresh window that has the next keys after that one; empty if there is none. */
  synchronized Optional<KeyWindow> find(
      NamespaceName namespace, Glob pattern, String after, int wanted, long nowMillis) {
    windows.values().removeIf(window -> nowMillis - window.begunMillis() >= FRESH_MILLIS);
    return Optional.ofNullable(windows.get(new Listing(namespace, pattern.toString())))
        .filter(window -> window.reaches(after, wanted));
  }
}
