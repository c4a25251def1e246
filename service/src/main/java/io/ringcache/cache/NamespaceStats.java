package io.ringcache.cache;

/**
 * The numbers of one namespace over the whole deployment.
 *
 * @param hits reads that found a live entry, since the namespace or its node's data began
 * @param misses reads that did not
 * @param keys live entries
 * @param bytes of the live entries' keys and stored values
 * @param evictions entries removed to make room
 * @param degraded whether a node could not be asked, and its part is missing
 */
public record NamespaceStats(
    long hits, long misses, long keys, long bytes, long evictions, boolean degraded) {

  public static final NamespaceStats ZERO = new NamespaceStats(0, 0, 0, 0, 0, false);

  /** The sum of two parts of a deployment. */
  public NamespaceStats plus(NamespaceStats other) {
    return new NamespaceStats(
        hits + other.hits,
        misses + other.misses,
        keys + other.keys,
        bytes + other.bytes,
        evictions + other.evictions,
        degraded || other.degraded);
  }

  /** The same numbers, said to be incomplete. */
  public NamespaceStats asDegraded() {
    return new NamespaceStats(hits, misses, keys, bytes, evictions, true);
  }
}
