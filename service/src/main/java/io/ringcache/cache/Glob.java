package io.ringcache.cache;

/**
 * Redis' glob over whole keys, one implementation for every backend. Immutable.
 *
 * <p>{@code *}, {@code ?}, {@code [abc]}, {@code [^a]}, {@code [a-z]}, {@code \} to escape; {@code
 * ?} and a class match one code point. (To be replaced by the helper that owns this file.)
 */
public final class Glob {

  /** Matches every key. */
  public static final Glob ALL = new Glob();

  private Glob() {}
}
