package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a backend should hold, as a plain map of what does not expire. */
final class ModelCache {

  /** A value, the version that the backend gave it, and its tags. */
  record Held(String json, long version, List<String> tags) {}

  private final Map<String, Held> entries = new LinkedHashMap<>();

  Map<String, Held> entries() {
    return entries;
  }

  /** Whether a write under that precondition happens. */
  boolean allows(String name, Precondition precondition) {
    if (precondition instanceof Precondition.Version required) {
      return entries.containsKey(name) && entries.get(name).version() == required.version();
    }
    return precondition == Precondition.NONE || !entries.containsKey(name);
  }

  /** Whether that creates it. */
  boolean put(String name, Held held) {
    return entries.put(name, held) == null;
  }

  boolean delete(String name) {
    return entries.remove(name) != null;
  }

  /** What an increment gives; empty if the value or the sum is no 64-bit integer. */
  Optional<Long> sum(String name, long initial, long delta) {
    Held held = entries.get(name);
    String before = held == null ? Long.toString(initial) : held.json();
    if (!before.matches("0|-?[1-9][0-9]*")) {
      return Optional.empty();
    }
    BigInteger sum = new BigInteger(before).add(BigInteger.valueOf(delta));
    boolean fits = new BigInteger(before).bitLength() < 64 && sum.bitLength() < 64;
    return fits ? Optional.of(sum.longValueExact()) : Optional.empty();
  }

  /** How many went. */
  long removeIf(Predicate<Map.Entry<String, Held>> condition) {
    long before = entries.size();
    entries.entrySet().removeIf(condition);
    return before - entries.size();
  }

  long bytes() {
    return entries.entrySet().stream()
        .mapToLong(
            e -> e.getKey().getBytes(UTF_8).length + e.getValue().json().getBytes(UTF_8).length)
        .sum();
  }
}
