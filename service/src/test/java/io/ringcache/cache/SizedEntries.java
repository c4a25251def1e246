package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Entries whose key and value have a given number of bytes together. */
final class SizedEntries {

  private SizedEntries() {}

  /** JSON of so many bytes that the entry of that key counts for {@code bytes}. */
  static String json(String name, int bytes) {
    return '"' + "x".repeat(bytes - name.getBytes(UTF_8).length - 2) + '"';
  }

  static PutResult put(BlockingCache cache, String name, int bytes) {
    return put(cache, name, bytes, Ttl.FOREVER);
  }

  static PutResult put(BlockingCache cache, String name, int bytes, Ttl ttl) {
    return cache.put(name, json(name, bytes), ttl);
  }
}
