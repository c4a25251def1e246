package io.ringcache.client.jcache;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Objects to JSON and back. Whoever can write to the cache chooses what is read here, and so no
 * codec makes objects of classes that it was not told of. What it can't write or may not read is a
 * {@link javax.cache.CacheException}. Thread-safe.
 */
interface Codec {

  /** The same for equal objects, if they are to be keys. */
  JsonNode write(Object object);

  Object read(JsonNode json);
}
