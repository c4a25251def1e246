package io.ringcache.cache.memcached;

/** How fast a node's keys are walked through; the first is the fastest. */
enum Pace {
  /** Somebody waits: a gentle walk that is under way stops resting, too. */
  URGENT,

  /** As fast as it goes, but nobody waits. */
  STEADY,

  /** With rests, so that whoever reads from the node meanwhile hardly notices. */
  GENTLE;

  /** The faster of the two. */
  Pace or(Pace other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
