package io.ringcache.cache.memcached;

/** What came of a {@code cas}. */
enum CasOutcome {
  STORED,
  /** Somebody else was first. */
  CHANGED,
  /** There is no such item any more. */
  GONE
}
