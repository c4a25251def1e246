package io.ringcache.client;

import org.jspecify.annotations.Nullable;

/** Where a value comes from that the cache does not have, such as a database. */
@FunctionalInterface
public interface Loader<T> {

  /** The value; null if there is none. Runs on the thread of the one who asked. */
  @Nullable T load() throws Exception;
}
