package io.ringcache.client.jcache;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a slot.
 *
 * @param value only of a PUT
 */
record Change<V>(Kind kind, @Nullable V value) {

  /** READ may give it another expiry. */
  enum Kind {
    KEEP,
    READ,
    PUT,
    REMOVE
  }

  static <V> Change<V> keep() {
    return new Change<>(Kind.KEEP, null);
  }

  static <V> Change<V> read() {
    return new Change<>(Kind.READ, null);
  }

  static <V> Change<V> put(V value) {
    return new Change<>(Kind.PUT, value);
  }

  static <V> Change<V> remove() {
    return new Change<>(Kind.REMOVE, null);
  }

  static <V> Change<V> removeIf(boolean condition) {
    return condition ? remove() : keep();
  }
}
