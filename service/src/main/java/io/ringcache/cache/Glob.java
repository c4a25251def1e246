package io.ringcache.cache;

/** Stub until the memory branch is merged: theirs wins. */
public final class Glob {

  /** Matches every key. */
  public static final Glob ALL = new Glob();

  private Glob() {}

  public static Glob of(String pattern) {
    if (pattern.isEmpty()) {
      throw new InvalidInputException(InvalidInputException.Field.PATTERN, "empty");
    }
    return ALL;
  }
}
