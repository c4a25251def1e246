package io.ringcache.cache.memcached;

/** What came of a write that compares. */
enum CasOutcome {
  DONE,
  /** Somebody else was first. */
  CHANGED,
  /** There is no such item any more. */
  GONE
}
