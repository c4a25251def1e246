package io.ringcache.entry;

import io.ringcache.cache.Entry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client requires of a key's present value for its write to happen, by {@code If-Match} and
 * {@code If-None-Match}; where both are there, both must hold. Immutable.
 *
 * <p>A header that can not be read does not hold: a write that its sender made conditional is never
 * done unconditionally.
 *
 * @param ifMatch null where there is no such header
 * @param ifNoneMatch null where there is no such header
 */
record WriteCondition(@Nullable EntityTags ifMatch, @Nullable EntityTags ifNoneMatch) {

  /** The write happens in any case. */
  static final WriteCondition NONE = new WriteCondition(null, null);

  /**
   * Reads the two headers.
   *
   * @param ifMatch its lines, none if there is no such header
   * @param ifNoneMatch its lines, none if there is no such header
   */
  static WriteCondition of(List<String> ifMatch, List<String> ifNoneMatch) {
    return ifMatch.isEmpty() && ifNoneMatch.isEmpty()
        ? NONE
        : new WriteCondition(read(ifMatch), read(ifNoneMatch));
  }

  private static @Nullable EntityTags read(List<String> lines) {
    return lines.isEmpty() ? null : EntityTags.of(lines);
  }

  boolean isNone() {
    return ifMatch == null && ifNoneMatch == null;
  }

  /** Whether it holds exactly where there is no value, so that nothing needs to be read first. */
  boolean isAbsence() {
    return ifMatch == null && ifNoneMatch != null && ifNoneMatch.any();
  }

  /** Whether it holds where that is what the key has. */
  boolean holds(Optional<Entry> present) {
    Optional<ETag> tag = present.map(entry -> ETag.of(entry.json()));
    return (ifMatch == null || tag.filter(ifMatch::nameStrongly).isPresent())
        && (ifNoneMatch == null
            || (ifNoneMatch.readable() && tag.filter(ifNoneMatch::nameWeakly).isEmpty()));
  }
}
