package io.ringcache.cache.memcached;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a generation or an epoch of a tag is: never the same twice. Compared for equality only, so a
 * node that has lost one kills the entries that carry it, and whatever takes its place can not
 * revive them, as a counter that begins anew would. Immutable.
 *
 * @param micros when it was made: keeps apart what chance would not
 */
record Stamp(long micros, long random) {

  static final int BYTES = 2 * Long.BYTES;

  /** One that never was before. */
  static Stamp fresh(long nowMicros) {
    return new Stamp(nowMicros, ThreadLocalRandom.current().nextLong());
  }

  /** The stamp that an item holds; empty if there is no item, or it is not ours. */
  static Optional<Stamp> of(@Nullable Item item) {
    return item == null || item.bytes().length != BYTES
        ? Optional.empty()
        : Optional.of(read(ByteBuffer.wrap(item.bytes())));
  }

  static Stamp read(ByteBuffer from) {
    return new Stamp(from.getLong(), from.getLong());
  }

  void write(ByteBuffer to) {
    to.putLong(micros).putLong(random);
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    write(bytes);
    return bytes.array();
  }
}
