package io.ringcache.cache;

/**
 * What must hold of a key's present value for a write to happen; decided with the write, as one.
 */
public sealed interface Precondition {

  /** The write happens in any case. */
  Precondition NONE = new None();

  /** The key holds no live entry. */
  Precondition ABSENT = new Absent();

  /** See {@link #NONE}. */
  record None() implements Precondition {}

  /** See {@link #ABSENT}. */
  record Absent() implements Precondition {}

  /**
   * The key holds a live entry of that version.
   *
   * @param version its {@link Entry#createdAtMicros}
   */
  record Version(long version) implements Precondition {}
}
