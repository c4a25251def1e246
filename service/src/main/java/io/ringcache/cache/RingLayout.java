package io.ringcache.cache;

import java.util.List;
import java.util.Map;

/**
 * How a ring divides its circle among its nodes. Immutable.
 *
 * @param shares of the circle, and so about of the keys, by the nodes' names; together 1
 * @param places the nodes that keep {@value #PLACES} places, which lie evenly around the circle
 *     from its beginning on
 */
public record RingLayout(Map<String, Double> shares, List<String> places) {

  /** Enough for a picture, whatever the ring's size. */
  public static final int PLACES = 360;

  public RingLayout {
    shares = Map.copyOf(shares);
    places = List.copyOf(places);
    if (places.size() != PLACES) {
      throw new IllegalArgumentException("a circle is shown by " + PLACES + " places");
    }
  }
}
