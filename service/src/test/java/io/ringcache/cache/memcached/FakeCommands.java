package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.ring.ValueRoom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node in memory, which answers at once. Thread-safe. Like memcached it knows neither namespaces
 * nor envelopes, drops what has expired, and notices reads to the second. A test may have a rival
 * do something just before an entry is changed, have the node lose items, and count the calls.
 */
final class FakeCommands implements MemcachedCommands {

  /** As 1.6 has it on 64 bits, with the version. */
  private static final int ITEM_OVERHEAD = 48 + 8 + 1 + 2;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Held(byte[] bytes, long cas, long expiresAt, long lastAccess) {}

  private final InstantSource clock;
  private final Map<String, Held> items = new TreeMap<>();
  private long lastCas;
  private long keysRead;
  private int calls;
  private OptionalLong itemSizeMax = OptionalLong.of(1 << 20);
  private @Nullable Runnable rival;
  private boolean rivalReturns;
  private final Queue<CompletionStage<Long>> countAnswers = new ArrayDeque<>();
  private volatile boolean walksFail;
  private volatile CompletableFuture<Void> walksEnd = CompletableFuture.completedFuture(null);
  private final AtomicInteger walks = new AtomicInteger();

  FakeCommands(InstantSource clock) {
    this.clock = clock;
  }

  /** How many keys were asked for until now. */
  synchronized long keysRead() {
    return keysRead;
  }

  /** Walks begun until now. */
  int walks() {
    return walks.get();
  }

  /** How many calls there were since this was last asked. */
  synchronized int calls() {
    int since = calls;
    calls = 0;
    return since;
  }

  /** Before the next change of an entry. */
  synchronized void beforeNextChange(Runnable rivalsWork) {
    rival = rivalsWork;
    rivalReturns = false;
  }

  /** Before each change of an entry but those of the rival. */
  synchronized void beforeEachChange(Runnable rivalsWork) {
    rival = rivalsWork;
    rivalReturns = true;
  }

  /** What a node does that is short of memory. */
  synchronized void lose(String key) {
    items.remove(key);
  }

  void failWalks() {
    walksFail = true;
  }

  /** Walks that begin from now on show all, and end with that. */
  void endWalks(CompletableFuture<Void> end) {
    walksEnd = end;
  }

  /** The next count that has none yet gets that answer, and changes nothing. */
  synchronized void answerCount(CompletionStage<Long> answer) {
    countAnswers.add(answer);
  }

  synchronized void limitItems(OptionalLong bytes) {
    itemSizeMax = bytes;
  }

  /** What is there, also where it has expired. */
  synchronized byte[] bytes(String key) {
    return Objects.requireNonNull(items.get(key)).bytes().clone();
  }

  synchronized long expiresAt(String key) {
    return Objects.requireNonNull(items.get(key)).expiresAt();
  }

  @Override
  public String node() {
    return "fake";
  }

  @Override
  public CompletionStage<Map<String, Item>> gets(Collection<String> keys, ValueRoom.Claim claim) {
    return gets(keys)
        .thenApply(
            items -> {
              Map<String, Item> kept = new HashMap<>(items);
              kept.values().removeIf(item -> !claim.take(item.bytes().length));
              return kept;
            });
  }

  @Override
  public synchronized CompletionStage<Map<String, Item>> gets(Collection<String> keys) {
    calls++;
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
  public synchronized CompletionStage<OptionalInt> itemSize(String key) {
    Held held = held(key);
    return CompletableFuture.completedFuture(
        held == null ? OptionalInt.empty() : OptionalInt.of(size(key, held)));
  }

  @Override
  public synchronized CompletionStage<Boolean> add(String key, byte[] bytes, long expiresAt) {
    beforeChangeOf(key);
    if (held(key) != null) {
      return CompletableFuture.completedFuture(false);
    }
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public synchronized CompletionStage<CasOutcome> cas(
      String key, byte[] bytes, long expiresAt, long cas) {
    beforeChangeOf(key);
    Held held = held(key);
    if (held == null) {
      return CompletableFuture.completedFuture(CasOutcome.GONE);
    }
    if (held.cas() != cas) {
      return CompletableFuture.completedFuture(CasOutcome.CHANGED);
    }
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(CasOutcome.DONE);
  }

  @Override
  public synchronized CompletionStage<CasOutcome> delete(String key, long cas) {
    beforeChangeOf(key);
    Held held = held(key);
    if (held == null) {
      return CompletableFuture.completedFuture(CasOutcome.GONE);
    }
    if (held.cas() != cas) {
      return CompletableFuture.completedFuture(CasOutcome.CHANGED);
    }
    items.remove(key);
    return CompletableFuture.completedFuture(CasOutcome.DONE);
  }

  @Override
  public synchronized CompletionStage<Void> set(String key, byte[] bytes, long expiresAt) {
    beforeChangeOf(key);
    store(key, bytes, expiresAt);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletionStage<Boolean> delete(String key) {
    beforeChangeOf(key);
    boolean there = held(key) != null;
    items.remove(key);
    return CompletableFuture.completedFuture(there);
  }

  @Override
  public synchronized CompletionStage<Long> count(String key, long delta, long initial) {
    CompletionStage<Long> answer = countAnswers.poll();
    if (answer != null) {
      return answer;
    }
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
  public synchronized OptionalLong itemSizeMax() {
    return itemSizeMax;
  }

  @Override
  public CompletionStage<Void> walk(LineTaker taker, Pace pace) {
    walks.incrementAndGet();
    if (walksFail) {
      return CompletableFuture.failedFuture(
          new CacheException.NodeBusy("fake", "it walks already"));
    }
    lines().forEach(line -> taker.take(DumpLines.of(line)));
    return walksEnd;
  }

  private synchronized List<String> lines() {
    return items.entrySet().stream()
        .filter(item -> held(item.getKey()) != null)
        .map(item -> line(item.getKey(), item.getValue()))
        .collect(Collectors.toList());
  }

  private static String line(String key, Held held) {
    return DumpLines.text(
        key,
        held.expiresAt() == 0 ? -1 : held.expiresAt(),
        held.lastAccess(),
        held.cas(),
        size(key, held));
  }

  private static int size(String key, Held held) {
    return ITEM_OVERHEAD + key.length() + held.bytes().length;
  }

  private void beforeChangeOf(String key) {
    calls++;
    Runnable work = rival;
    if (work != null && key.startsWith("cache:")) {
      rival = null;
      work.run();
      rival = rivalReturns ? work : null;
    }
  }

  private void store(String key, byte[] bytes, long expiresAt) {
    lastCas++;
    items.put(key, new Held(bytes, lastCas, expiresAt, seconds()));
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
