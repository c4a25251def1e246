package io.ringcache.cache;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param keys live ones that match; fewer than asked for, or none, says nothing of the end
 * @param cursor where the next part begins; empty at the end
 * @param degraded whether a node could not be asked, and its keys are missing
 */
public record KeyPage(List<String> keys, Optional<String> cursor, boolean degraded) {

  public KeyPage {
    keys = List.copyOf(keys);
  }
}
