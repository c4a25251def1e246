package io.ringcache.client;

import java.util.Optional;

/**
 * What a read has brought for one key.
 *
 * @param value empty: there is none, or none that could be read
 * @param etag of the value where it was read alone, else empty
 * @param failure why it is not known
 */
record Lookup(Optional<Slice> value, String etag, Optional<RingcacheException> failure) {

  static final Lookup ABSENT = new Lookup(Optional.empty(), "", Optional.empty());

  static Lookup found(Slice value, String etag) {
    return new Lookup(Optional.of(value), etag, Optional.empty());
  }

  static Lookup failed(RingcacheException failure) {
    return new Lookup(Optional.empty(), "", Optional.of(failure));
  }

  /** Whatever stands there now is still what was looked at. */
  Condition unchanged() {
    return etag.isEmpty() ? Condition.ABSENT : Condition.unchangedSince(etag);
  }
}
