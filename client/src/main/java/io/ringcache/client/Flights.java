package io.ringcache.client;

import com.fasterxml.jackson.databind.JavaType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Predicate;

/** The loads of this process that are under way, one a key. Thread-safe, never blocks. */
final class Flights {

  private static final int STRIPES = 1024;

  private final ConcurrentMap<Flight.Id, Flight> flying = new ConcurrentHashMap<>();
  private final AtomicIntegerArray landings = new AtomicIntegerArray(STRIPES);

  /** Changes whenever a load of that key has ended: what was looked up before may be old. */
  int landings(Flight.Id id) {
    return landings.get(stripe(id));
  }

  /** The one under way; or a new one, which is that loading's. */
  Flight board(Flight.Id id, JavaType type, Loading loading) {
    Flight mine = new Flight(id, type, loading);
    Flight other = flying.putIfAbsent(id, mine);
    return other == null ? mine : other;
  }

  void land(Flight flight) {
    landings.incrementAndGet(stripe(flight.id()));
    flying.remove(flight.id(), flight);
    flight.landed().complete(null);
  }

  /** Before a key is written to: who asks from now on is not to get what was loaded before. */
  void supersede(Flight.Id id) {
    Flight flight = flying.remove(id);
    if (flight != null) {
      flight.supersede();
    }
  }

  /** Before many keys of a namespace are written to, it is not known which. */
  void supersedeAll(String namespace) {
    Predicate<Flight.Id> concerned = id -> id.namespace().equals(namespace);
    flying.keySet().stream().filter(concerned).forEach(this::supersede);
  }

  private static int stripe(Flight.Id id) {
    int hash = id.hashCode();
    return (hash ^ hash >>> 16) & STRIPES - 1;
  }
}
