package io.ringcache.cache.ring;

import io.ringcache.cache.RingState;

/**
 * What a ring is told from others by.
 *
 * @param fingerprint see {@link HashRing#fingerprint}
 * @param description for people, and to make the ring from: see {@link HashRing#description}
 */
record RingName(String fingerprint, String description) {

  static RingName of(HashRing ring) {
    return new RingName(ring.fingerprint(), ring.description());
  }

  /**
   * Parses what {@link #toString} makes.
   *
   * @throws IllegalArgumentException if it is none of that
   */
  static RingName parse(String text) {
    String[] parts = text.split(" ", 2);
    if (parts.length < 2 || !HashRing.described(parts[1]).fingerprint().equals(parts[0])) {
      throw new IllegalArgumentException("no ring: " + text);
    }
    return new RingName(parts[0], parts[1]);
  }

  /** As those see it who run the service. */
  RingState.Ring toState() {
    return new RingState.Ring(fingerprint, description);
  }

  HashRing ring() {
    return HashRing.described(description);
  }

  @Override
  public String toString() {
    return fingerprint + " " + description;
  }
}
