package io.ringcache.history;

import org.jspecify.annotations.Nullable;

/**
 * A read that saw what it must not see.
 *
 * @param put what stored the value, null if nothing did, or in an earlier part of the history
 * @param replacement what had replaced the value, null where that is not what is wrong
 */
record Violation(
    Kind kind,
    Operation.Get read,
    Operation.@Nullable Put put,
    Operation.@Nullable Change replacement) {

  /** What is wrong. */
  enum Kind {
    /** No client has stored that value, or it was replaced in an earlier part of the history. */
    UNKNOWN_VALUE,
    /** It was stored under another key. */
    ANOTHER_KEYS,
    /** It was stored only after the read had ended. */
    FROM_THE_FUTURE,
    /** Its client was told that it was not stored. */
    REFUSED_VALUE,
    /** A change that was done before the read began had replaced it. */
    REPLACED,
    /** The reading process itself had asked for a change, and got no answer. */
    MISSED_HERE
  }
}
