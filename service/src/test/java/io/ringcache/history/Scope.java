package io.ringcache.history;

/** Which entries a removal is about. */
sealed interface Scope {

  /** The one under that key. */
  record Key(String name) implements Scope {}

  /** Those whose key matches that glob. */
  record Matching(String pattern) implements Scope {}

  /** Those that carry that tag. */
  record Tagged(String tag) implements Scope {}
}
