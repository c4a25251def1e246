package io.ringcache.cache.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What a change of the ring does to all keys there could be, by the arcs between the points of both
 * rings, and so exactly. Immutable.
 *
 * @param arcs from whom to whom, with the share of the places, 0 to 1; those that stay first, then
 *     by names. The shares add up to 1
 */
public record RingPlan(List<Arc> arcs) {

  private static final long PLACES = 1L << 32;

  /** Places that one member has before, and that one after. */
  public record Arc(String from, String to, double share) {

    public boolean moves() {
      return !from.equals(to);
    }
  }

  private record Move(String from, String to) {}

  public RingPlan {
    arcs = List.copyOf(arcs);
  }

  /** Of the change from one ring to another, which may be the same. */
  public static RingPlan of(HashRing before, HashRing after) {
    long[] places =
        LongStream.concat(Arrays.stream(before.places()), Arrays.stream(after.places()))
            .sorted()
            .distinct()
            .toArray();
    Map<Move, Long> lengths = new LinkedHashMap<>();
    long last = places[places.length - 1] - PLACES;
    for (long place : places) {
      // all places after the last point up to this one belong to it
      Move move = new Move(before.ownerOf(place).name(), after.ownerOf(place).name());
      lengths.merge(move, place - last, Long::sum);
      last = place;
    }
    List<Arc> arcs = new ArrayList<>();
    lengths.forEach(
        (move, length) -> arcs.add(new Arc(move.from(), move.to(), (double) length / PLACES)));
    arcs.sort(Comparator.comparing(Arc::moves).thenComparing(Arc::from).thenComparing(Arc::to));
    return new RingPlan(arcs);
  }

  /** The share of the places that change hands, 0 to 1. */
  public double moved() {
    return arcs.stream().filter(Arc::moves).mapToDouble(Arc::share).sum();
  }
}
