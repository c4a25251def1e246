package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node in memory, which answers at once. Thread-safe. Like memcached it knows neither namespaces
 * nor envelopes, drops what has expired, and notices reads to the second.
 */
final class FakeCommands implements MemcachedCommands {

  /** As 1.6 has it on 64 bits, with the version. */
  private static final int ITEM_OVERHEAD = 48 + 8 + 1 + 2;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Held(byte[] bytes, long cas, long expiresAt, long lastAccess, boolean fetched) {}

  private final InstantSource clock;
  private final Map<String, Held> items = new TreeMap<>();
  private long lastCas;
  private long keysRead;

  FakeCommands(InstantSource clock) {
    this.clock = clock;
  }

  /** How many keys were asked for until now. */
  synchronized long keysRead() {
    return keysRead;
  }

  @Override
  public String node() {
    return "fake";
  }

  @Override
  public synchronized CompletionStage<Map<String, Item>> gets(Collection<String> keys) {
    Map<String, Item> found = new HashMap<>();
    for (String key : keys) {
      keysRead++;
      Held held = held(key);
      if (held != null) {
        found.put(key, new Item(held.bytes(), held.cas()));
      }
    }
    return CompletableFuture.completedFuture(found);
  }

  @Override
  public synchronized CompletionStage<Boolean> add(String key, byte[] bytes, long expiresAt) {
    if (held(key) != null) {
      return CompletableFuture.completedFuture(false);
    }
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public synchronized CompletionStage<CasOutcome> cas(
      String key, byte[] bytes, long expiresAt, long cas) {
    Held held = held(key);
    if (held == null) {
      return CompletableFuture.completedFuture(CasOutcome.GONE);
    }
    if (held.cas() != cas) {
      return CompletableFuture.completedFuture(CasOutcome.CHANGED);
    }
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(CasOutcome.STORED);
  }

  @Override
  public synchronized CompletionStage<Void> set(String key, byte[] bytes, long expiresAt) {
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> delete(String key) {
    boolean there = held(key) != null;
    items.remove(key);
    return CompletableFuture.completedFuture(there);
  }

  @Override
  public synchronized CompletionStage<Long> count(String key, long delta, long initial) {
    Held held = held(key);
    long sum = held == null ? initial : Long.parseLong(new String(held.bytes(), US_ASCII)) + delta;
    store(key, Long.toString(sum).getBytes(US_ASCII), 0);
    return CompletableFuture.completedFuture(sum);
  }

  @Override
  public CompletionStage<Map<String, String>> stats() {
    return CompletableFuture.completedFuture(Map.of());
  }

  @Override
  public OptionalLong itemSizeMax() {
    return OptionalLong.of(1 << 20);
  }

  @Override
  public CompletionStage<Void> walk(Consumer<DumpLine> each) {
    lines().forEach(each);
    return CompletableFuture.completedFuture(null);
  }

  private synchronized List<DumpLine> lines() {
    return items.entrySet().stream()
        .filter(item -> held(item.getKey()) != null)
        .map(item -> line(item.getKey(), item.getValue()))
        .collect(Collectors.toList());
  }

  private static DumpLine line(String key, Held held) {
    return new DumpLine(
        key,
        held.expiresAt() == 0 ? -1 : held.expiresAt(),
        held.lastAccess(),
        held.cas(),
        held.fetched(),
        ITEM_OVERHEAD + key.length() + held.bytes().length);
  }

  private void store(String key, byte[] bytes, long expiresAt) {
    lastCas++;
    items.put(key, new Held(bytes, lastCas, expiresAt, seconds(), false));
  }

  /** What is there and has not expired. */
  private @Nullable Held held(String key) {
    Held held = items.get(key);
    return held == null || (held.expiresAt() != 0 && held.expiresAt() <= seconds()) ? null : held;
  }

  private long seconds() {
    return clock.millis() / 1000;
  }
}
