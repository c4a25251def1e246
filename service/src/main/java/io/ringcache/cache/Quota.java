package io.ringcache.cache;

/**
 * What a namespace may hold.
 *
 * @param maxBytes of keys and stored values over all nodes, positive
 * @param policy what gives way to a write that would go over it
 */
public record Quota(long maxBytes, EvictionPolicy policy) {

  /** No bound that could be reached. */
  public static final Quota UNLIMITED = new Quota(Long.MAX_VALUE, EvictionPolicy.NONE);

  public Quota {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("a quota is positive, not " + maxBytes);
    }
  }

  public boolean isUnlimited() {
    return maxBytes == Long.MAX_VALUE;
  }
}
