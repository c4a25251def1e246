package io.ringcache.client;

import java.util.List;
import java.util.Optional;

/**
 * Some of a namespace's keys.
 *
 * @param keys may be none, though it is not the end
 * @param next the cursor for the next page; empty: this was the last
 * @param degraded whether keys of nodes that are down are missing
 */
public record KeyPage(List<String> keys, Optional<String> next, boolean degraded) {

  /** Copies the keys. */
  public KeyPage {
    keys = List.copyOf(keys);
  }
}
