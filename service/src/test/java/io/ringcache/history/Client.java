package io.ringcache.history;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.history.Operation.Get;
import io.ringcache.history.Operation.Put;
import io.ringcache.history.Operation.Removal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call after the other, drawn at random, and writes down what came of each. Many share
 * the same few keys, so that every value is soon replaced and much read. For one thread.
 */
final class Client {

  private static final List<String> GROUPS = List.of("a", "b", "c");
  private static final List<String> TAGS = List.of("red", "green", "blue");
  private static final int KEYS_OF_GROUP = 15;
  private static final int KEYS_OF_BATCH = 8;

  private final int process;
  private final CacheBackend backend;
  private final NamespaceName namespace;
  private final AtomicLong lastValue;
  private final Random random;
  private List<Operation> written = new ArrayList<>();

  /**
   * A client.
   *
   * @param process the number of the process that the backend is
   * @param lastValue shared by all clients of a history
   */
  Client(
      int process,
      CacheBackend backend,
      NamespaceName namespace,
      AtomicLong lastValue,
      Random random) {
    this.process = process;
    this.backend = backend;
    this.namespace = namespace;
    this.lastValue = lastValue;
    this.random = random;
  }

  /** The names of all keys that clients use. */
  static List<String> keys() {
    return GROUPS.stream()
        .flatMap(group -> IntStream.range(0, KEYS_OF_GROUP).mapToObj(i -> group + "-" + i))
        .toList();
  }

  /** What it has done until told that it is over. */
  List<Operation> runUntil(BooleanSupplier over) {
    while (!over.getAsBoolean()) {
      callSomething();
    }
    return taken();
  }

  /**
   * What it has seen when it read every key once; the keys that could not be read are not in it.
   */
  List<Operation> readAll() {
    keys().forEach(this::get);
    return taken();
  }

  private List<Operation> taken() {
    List<Operation> taken = written;
    written = new ArrayList<>();
    return taken;
  }

  private void callSomething() {
    int kind = random.nextInt(1000);
    if (kind < 1) {
      remove(new Scope.Matching("*"));
    } else if (kind < 3) {
      remove(new Scope.Matching(oneOf(GROUPS) + "-*"));
    } else if (kind < 6) {
      remove(new Scope.Tagged(oneOf(TAGS)));
    } else if (kind < 60) {
      delete(key());
    } else if (kind < 75) {
      deleteAll(someKeys());
    } else if (kind < 90) {
      touch(key());
    } else if (kind < 110) {
      put(key(), Precondition.ABSENT);
    } else if (kind < 350) {
      put(key(), Precondition.NONE);
    } else if (kind < 380) {
      putAll(someKeys());
    } else if (kind < 450) {
      getAll(someKeys());
    } else {
      get(key());
    }
  }

  private void get(String key) {
    long begin = System.nanoTime();
    try {
      long seen =
          BlockingCache.await(backend.get(cacheKey(key)))
              .map(Entry::json)
              .map(Value::number)
              .orElse(Get.NOTHING);
      written.add(new Get(process, key, seen, begin, System.nanoTime()));
    } catch (CacheException e) {
      outcome(e); // nothing was seen, but only certain failures are to be expected
    }
  }

  private void getAll(List<String> keys) {
    long begin = System.nanoTime();
    BatchResult<Optional<byte[]>> read =
        BlockingCache.await(backend.getAll(keys.stream().map(this::cacheKey).toList()));
    long end = System.nanoTime();
    read.done()
        .forEach(
            (key, json) ->
                written.add(
                    new Get(
                        process,
                        key.name(),
                        json.map(Value::number).orElse(Get.NOTHING),
                        begin,
                        end)));
    read.failed().values().forEach(Client::outcome);
  }

  private void put(String key, Precondition precondition) {
    long value = lastValue.incrementAndGet();
    NewEntry entry = entry(value);
    long begin = System.nanoTime();
    Outcome outcome = outcomeOf(backend.put(cacheKey(key), entry, precondition));
    written.add(
        new Put(process, key, value, entry.tags().names(), outcome, begin, System.nanoTime()));
  }

  private void putAll(List<String> keys) {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (String key : keys) {
      entries.put(cacheKey(key), entry(lastValue.incrementAndGet()));
    }
    long begin = System.nanoTime();
    BatchResult<?> stored = BlockingCache.await(backend.putAll(entries));
    long end = System.nanoTime();
    entries.forEach(
        (key, entry) -> {
          long value = Value.number(entry.json());
          Outcome outcome = outcome(stored.failed().get(key));
          written.add(
              new Put(process, key.name(), value, entry.tags().names(), outcome, begin, end));
        });
  }

  private void delete(String key) {
    long begin = System.nanoTime();
    Outcome outcome = outcomeOf(backend.delete(cacheKey(key), Precondition.NONE));
    written.add(new Removal(process, new Scope.Key(key), outcome, begin, System.nanoTime()));
  }

  private void deleteAll(List<String> keys) {
    long begin = System.nanoTime();
    BatchResult<Boolean> deleted =
        BlockingCache.await(backend.deleteAll(keys.stream().map(this::cacheKey).toList()));
    long end = System.nanoTime();
    for (String key : keys) {
      Outcome outcome = outcome(deleted.failed().get(cacheKey(key)));
      written.add(new Removal(process, new Scope.Key(key), outcome, begin, end));
    }
  }

  /** Changes no value, and so is not written down; but must not bring an old one back either. */
  private void touch(String key) {
    outcomeOf(backend.touch(cacheKey(key), Ttl.ofSeconds(10_000)));
  }

  /** Done only where it is done on all nodes: those that failed may have kept everything. */
  private void remove(Scope scope) {
    long begin = System.nanoTime();
    FlushResult result =
        BlockingCache.await(
            scope instanceof Scope.Tagged tagged
                ? backend.invalidate(namespace, Tags.of(List.of(tagged.tag())))
                : backend.flush(namespace, Glob.of(((Scope.Matching) scope).pattern())));
    Outcome outcome = result.failedNodes().isEmpty() ? Outcome.DONE : Outcome.UNANSWERED;
    written.add(new Removal(process, scope, outcome, begin, System.nanoTime()));
  }

  private static Outcome outcomeOf(CompletionStage<?> call) {
    try {
      BlockingCache.await(call);
      return Outcome.DONE;
    } catch (CacheException e) {
      return outcome(e);
    }
  }

  private static Outcome outcome(@Nullable CacheException failure) {
    if (failure == null) {
      return Outcome.DONE;
    }
    if (failure instanceof CacheException.NodeUnavailable
        || failure instanceof CacheException.NodeTimeout
        || failure instanceof CacheException.RingDiffers) { // all nodes lost their marks at once
      return Outcome.UNANSWERED;
    }
    if (failure instanceof CacheException.NodeBusy
        || failure instanceof CacheException.PreconditionFailed) {
      return Outcome.REFUSED;
    }
    throw new IllegalStateException("nothing that was done here can fail so", failure);
  }

  /** Half of them with tags, a few of them for ever. */
  private NewEntry entry(long value) {
    Tags tags =
        switch (random.nextInt(4)) {
          case 0 -> Tags.of(List.of(oneOf(TAGS)));
          case 1 -> Tags.of(List.of(oneOf(TAGS), oneOf(TAGS)));
          default -> Tags.NONE;
        };
    Ttl ttl = random.nextInt(4) == 0 ? Ttl.FOREVER : Ttl.ofSeconds(10_000);
    return new NewEntry(Value.json(value), ttl, tags);
  }

  private String key() {
    return oneOf(GROUPS) + "-" + random.nextInt(KEYS_OF_GROUP);
  }

  private List<String> someKeys() {
    return random
        .ints(KEYS_OF_BATCH, 0, KEYS_OF_GROUP * GROUPS.size())
        .distinct()
        .mapToObj(i -> GROUPS.get(i / KEYS_OF_GROUP) + "-" + i % KEYS_OF_GROUP)
        .toList();
  }

  private CacheKey cacheKey(String key) {
    return CacheKey.of(namespace, key);
  }

  private String oneOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
