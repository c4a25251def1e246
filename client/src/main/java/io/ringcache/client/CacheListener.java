package io.ringcache.client;

import java.net.URI;
import java.time.Duration;

/**
 * Is told what this client does, for metrics. Called on the threads that do it: it does not block.
 * What it throws is logged, and harms nobody.
 */
public interface CacheListener {

  /** So many keys of a read were there. */
  default void hit(String namespace, int keys) {}

  /** So many keys of a read were not. */
  default void miss(String namespace, int keys) {}

  /** A loader has answered, with or without values. */
  default void loaded(String namespace, int keys, Duration took) {}

  /** A loader has thrown. */
  default void loadFailed(String namespace, int keys, Throwable failure) {}

  /** The cache could not be asked for so many keys, and the loader was. */
  default void fellBack(String namespace, int keys, RingcacheException why) {}

  /** What was loaded could not be stored. */
  default void notStored(String namespace, int keys, RingcacheException why) {}

  /** A base URL's breaker. */
  default void breakerChanged(URI baseUrl, BreakerState state) {}
}
