package io.ringcache.cache.ring;

import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.EntryInfo;
import io.ringcache.cache.EvictionListener;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.KeyPage;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NamespaceStats;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.NodeState;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A node in a map, which answers at once unless it is told to misbehave. For one thread. */
final class FakeNode implements NodeClient {

  /** What it was asked: the call's name and its keys. */
  record Call(String name, List<CacheKey> keys) {}

  final Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
  final List<Call> calls = new ArrayList<>();
  int closed;
  EvictionListener evictions = EvictionListener.NONE;

  /** Of the ring that fills it. */
  Optional<String> mark = Optional.empty();

  /** What the last call returned. */
  @Nullable CompletionStage<?> lastStage;

  /** What the last batch was given, as it was given. */
  @Nullable Object lastBatch;

  private final String name;
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private @Nullable RuntimeException thrown;
  private @Nullable Throwable failure;
  private boolean answeringNull;
  private final Map<CacheKey, CacheException> refused = new LinkedHashMap<>();

  FakeNode(String name) {
    this.name = name;
  }

  /** From now on every stage fails with that. */
  void failWith(Throwable failure) {
    this.failure = failure;
  }

  /** From now on it answers again. */
  void heal() {
    failure = null;
  }

  /** From now on every call throws that instead of returning a stage. */
  void throwAtOnce(RuntimeException thrown) {
    this.thrown = thrown;
  }

  /** From now on every stage completes with null. */
  void answerNull() {
    answeringNull = true;
  }

  /** From now on a batch fails for this key, and does the others. */
  void refuse(CacheKey key, CacheException why) {
    refused.put(key, why);
  }

  /** From now on no batch fails for any key. */
  void accept() {
    refused.clear();
  }

  /** From now on no stage completes before {@link #release}. */
  void hold() {
    holding = true;
  }

  /** From now on stages complete at once again; those that are held stay so. */
  void holdNoMore() {
    holding = false;
  }

  void release() {
    holding = false;
    List<Runnable> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(Runnable::run);
  }

  private <T> CompletionStage<T> answer(String call, Collection<CacheKey> keys, Supplier<T> work) {
    calls.add(new Call(call, List.copyOf(keys)));
    if (thrown != null) {
      throw thrown;
    }
    CompletableFuture<T> stage = new CompletableFuture<>();
    lastStage = stage;
    Throwable failing = failure;
    Runnable completion =
        failing == null
            ? () -> stage.complete(answeringNull ? null : work.get())
            : () -> stage.completeExceptionally(failing);
    if (holding) {
      held.add(completion);
    } else {
      completion.run();
    }
    return stage;
  }

  private <T> BatchResult<T> each(Collection<CacheKey> keys, Function<CacheKey, T> work) {
    Map<CacheKey, T> done = new LinkedHashMap<>();
    Map<CacheKey, CacheException> failed = new LinkedHashMap<>();
    for (CacheKey key : keys) {
      CacheException why = refused.get(key);
      if (why == null) {
        done.put(key, work.apply(key));
      } else {
        failed.put(key, why);
      }
    }
    return new BatchResult<>(done, failed);
  }

  private Optional<Entry> read(CacheKey key) {
    return Optional.ofNullable(entries.get(key))
        .map(entry -> new Entry(entry.json(), 1, Entry.NO_TTL));
  }

  private PutResult write(CacheKey key, NewEntry entry) {
    return new PutResult(entries.put(key, entry) == null, 1);
  }

  private boolean remove(CacheKey key) {
    return entries.remove(key) != null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return answer("get", List.of(key), () -> read(key));
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return answer("peek", List.of(key), () -> read(key));
  }

  @Override
  public CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return answer("put", List.of(key), () -> write(key, entry));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return answer("delete", List.of(key), () -> remove(key));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    return answer("increment", List.of(key), increment::delta);
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return answer("touch", List.of(key), () -> entries.containsKey(key));
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return answer(
        "inspect",
        List.of(key),
        () ->
            read(key)
                .map(
                    entry ->
                        new EntryInfo(
                            entry.createdAtMicros(),
                            OptionalLong.empty(),
                            0,
                            entry.json().length,
                            entry.ttlMillis(),
                            Tags.NONE,
                            List.of(name))));
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> keys, ValueRoom.Claim claim) {
    lastBatch = keys;
    return answer(
        "getAll",
        keys,
        () ->
            each(keys, key -> read(key).map(Entry::json).filter(json -> claim.take(json.length))));
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(Map<CacheKey, NewEntry> toPut, Quota room) {
    lastBatch = toPut;
    return answer(
        "putAll",
        toPut.keySet(),
        () -> each(toPut.keySet(), k -> write(k, Objects.requireNonNull(toPut.get(k)))));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    lastBatch = keys;
    return answer("deleteAll", keys, () -> each(keys, this::remove));
  }

  @Override
  public CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return answer(
        "flush",
        List.of(),
        () -> {
          long before = entries.size();
          entries.keySet().removeIf(key -> key.namespace().equals(namespace));
          return before - entries.size();
        });
  }

  @Override
  public CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return answer(
        "invalidate",
        List.of(),
        () -> {
          long before = entries.size();
          entries
              .values()
              .removeIf(entry -> entry.tags().names().stream().anyMatch(tags.names()::contains));
          return before - entries.size();
        });
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return answer(
        "keys",
        List.of(),
        () ->
            new KeyPage(
                entries.keySet().stream().map(CacheKey::name).limit(limit).toList(),
                Optional.empty(),
                false));
  }

  @Override
  public CompletionStage<Void> trim(NamespaceName namespace, Quota room) {
    return answer("trim", List.of(), () -> null);
  }

  @Override
  public long lastKnownBytes(NamespaceName namespace) {
    return entries.values().stream().mapToLong(entry -> entry.json().length).sum();
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return answer("stats", List.of(), () -> new NamespaceStats(1, 2, entries.size(), 4, 5, false));
  }

  @Override
  public CompletionStage<BackendHealth.Node> health() {
    return answer(
        "health", List.of(), () -> new BackendHealth.Node(name, true, 7, OptionalLong.of(70)));
  }

  @Override
  public NodeState state() {
    return new NodeCounts().state(name, "host:1", NodeState.Condition.UP, 1, 1, 0, 1);
  }

  @Override
  public void onEviction(EvictionListener listener) {
    evictions = listener;
  }

  @Override
  public CompletionStage<Void> settle() {
    return answer("settle", List.of(), () -> null);
  }

  @Override
  public CompletionStage<Optional<String>> ringMark() {
    return answer("ringMark", List.of(), () -> mark);
  }

  @Override
  public CompletionStage<Boolean> replaceRingMark(Optional<String> seen, String next) {
    return answer(
        "replaceRingMark",
        List.of(),
        () -> {
          boolean same = mark.equals(seen);
          mark = same ? Optional.of(next) : mark;
          return same;
        });
  }

  @Override
  public CompletionStage<Boolean> sweep(String during, Predicate<byte[]> stays) {
    return answer(
        "sweep",
        List.of(),
        () -> {
          boolean wanted = mark.filter(during::equals).isPresent();
          entries.keySet().removeIf(key -> wanted && !stays.test(OnThreeFakeNodes.stored(key)));
          return wanted;
        });
  }

  @Override
  public CompletionStage<Boolean> clear(String during) {
    return answer(
        "clear",
        List.of(),
        () -> {
          entries.clear();
          return true;
        });
  }

  @Override
  public String toString() {
    return "fake node " + name;
  }

  @Override
  public void close() {
    closed++;
    if (thrown != null) {
      throw thrown;
    }
  }
}
