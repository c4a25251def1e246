package io.ringcache.cache.memcached;

/** How fast a node's keys are walked through. */
enum Pace {
  /** As fast as it goes: somebody waits for an answer, or for room. */
  BRISK,

  /** With rests, so that whoever reads from the node meanwhile hardly notices. */
  GENTLE
}
