package io.ringcache.cache.memory;

import io.ringcache.cache.Glob;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of a listing. It looks at keys in the order in which they came, and no further than to
 * the last that was there when the listing began: so it ends, and meets every key once, however
 * fast others write. The pattern is tried without the segment's lock.
 */
final class Listing {

  private final NamespaceName namespace;
  private final Glob pattern;
  private final ListingCursor from;

  Listing(NamespaceName namespace, Glob pattern, ListingCursor from) {
    this.namespace = namespace;
    this.pattern = pattern;
    this.from = from;
  }

  /** The page, after a look at a thousand entries at most. */
  KeyPage page(Segments segments, int limit, long now) {
    Slice slice = segments.with(namespace, segment -> slice(segment, now));
    List<String> names = new ArrayList<>();
    for (Stored entry : slice.live()) {
      if (pattern.matches(entry.key().name())) {
        names.add(entry.key().name());
      }
      if (names.size() == limit) {
        return pageUpTo(entry.keyVersion(), names);
      }
    }
    return slice.end()
        ? new KeyPage(names, Optional.empty(), false)
        : pageUpTo(slice.lastKeyVersion(), names);
  }

  private KeyPage pageUpTo(long keyVersion, List<String> names) {
    ListingCursor next = new ListingCursor(keyVersion, from.last());
    return new KeyPage(names, Optional.of(next.format(namespace)), false);
  }

  private Slice slice(Segment segment, long now) {
    List<Stored> all = segment.keysBetween(from.after(), from.last(), Segments.STEP);
    return new Slice(
        all.stream().filter(entry -> entry.isLive(now)).toList(),
        all.isEmpty() ? from.after() : all.get(all.size() - 1).keyVersion(),
        all.size() < Segments.STEP);
  }

  /** What was found under the lock. */
  private record Slice(List<Stored> live, long lastKeyVersion, boolean end) {}
}
