package io.ringcache.client.jcache;

import org.jspecify.annotations.Nullable;

/**
 * What is at a key.
 *
 * @param value null: nothing, or nothing that has not expired
 * @param etag of what is stored, also of what has expired; empty: nothing is
 * @param expires in milliseconds of the epoch; 0: never
 */
record Slot<V>(@Nullable V value, String etag, long expires) {

  boolean isThere() {
    return value != null;
  }

  boolean hasExpired() {
    return value == null && !etag.isEmpty();
  }
}
