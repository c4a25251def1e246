package io.ringcache.cache.memcached;

import java.util.Optional;

/**
 * What a write makes of what it has found.
 *
 * @param envelope to be stored in place of what was found, or empty
 * @param removes whether what was found is to go; else, without an envelope, it stays as it is
 * @param answer of the write, once that has happened
 */
record Plan<T>(Optional<Envelope> envelope, boolean removes, T answer) {

  static <T> Plan<T> store(Envelope envelope, T answer) {
    return new Plan<>(Optional.of(envelope), false, answer);
  }

  static <T> Plan<T> remove(T answer) {
    return new Plan<>(Optional.empty(), true, answer);
  }

  static <T> Plan<T> nothing(T answer) {
    return new Plan<>(Optional.empty(), false, answer);
  }
}
