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
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node that shows nothing from before a write, delete, flush or invalidation that it gave no
 * answer to: these are remembered by name, and what they name is removed before the node is asked
 * anything again. Thread-safe, never blocks.
 *
 * <p>Calls that come meanwhile wait for that one catch-up, but no longer than the patience, and
 * fail where it fails. With nothing to remember, a read is the node's own stage.
 */
public final class CatchingUp implements NodeClient {

  private final NodeClient node;
  private final CatchUp catchUp;

  private CatchingUp(NodeClient node, CatchUp catchUp) {
    this.node = node;
    this.catchUp = catchUp;
  }

  /**
   * Takes the node over: {@link #close} closes it.
   *
   * @param patience how long a call may wait before it is made: a command's timeout
   */
  static CatchingUp of(NodeClient node, Duration patience) {
    return of(node, patience, RingGate.alwaysOpen());
  }

  /** The same, behind a gate that all calls on entries have to pass. */
  public static CatchingUp of(NodeClient node, Duration patience, RingGate gate) {
    return new CatchingUp(node, CatchUp.of(node, gate, patience));
  }

  @Override
  public String name() {
    return node.name();
  }

  @Override
  public CompletionStage<Optional<Entry>> get(CacheKey key) {
    return catchUp.isDue() ? later(() -> node.get(key)) : node.get(key);
  }

  @Override
  public CompletionStage<Optional<Entry>> peek(CacheKey key) {
    return catchUp.isDue() ? later(() -> node.peek(key)) : node.peek(key);
  }

  @Override
  public CompletionStage<PutResult> put(
      CacheKey key, NewEntry entry, Precondition precondition, Quota room) {
    return noting(
        key,
        catchUp.isDue()
            ? later(() -> node.put(key, entry, precondition, room))
            : node.put(key, entry, precondition, room));
  }

  @Override
  public CompletionStage<Boolean> delete(CacheKey key, Precondition precondition) {
    return noting(
        key,
        catchUp.isDue()
            ? later(() -> node.delete(key, precondition))
            : node.delete(key, precondition));
  }

  @Override
  public CompletionStage<Long> increment(CacheKey key, Increment increment, Quota room) {
    return noting(
        key,
        catchUp.isDue()
            ? later(() -> node.increment(key, increment, room))
            : node.increment(key, increment, room));
  }

  @Override
  public CompletionStage<Boolean> touch(CacheKey key, Ttl ttl) {
    return noting(key, catchUp.isDue() ? later(() -> node.touch(key, ttl)) : node.touch(key, ttl));
  }

  @Override
  public CompletionStage<Optional<EntryInfo>> inspect(CacheKey key) {
    return catchUp.isDue() ? later(() -> node.inspect(key)) : node.inspect(key);
  }

  @Override
  public CompletionStage<BatchResult<Optional<byte[]>>> getAll(
      Collection<CacheKey> keys, ValueRoom.Claim claim) {
    return catchUp.isDue() ? later(() -> node.getAll(keys, claim)) : node.getAll(keys, claim);
  }

  @Override
  public CompletionStage<BatchResult<PutResult>> putAll(
      Map<CacheKey, NewEntry> entries, Quota room) {
    return notingEach(
        entries.keySet(),
        catchUp.isDue() ? later(() -> node.putAll(entries, room)) : node.putAll(entries, room));
  }

  @Override
  public CompletionStage<BatchResult<Boolean>> deleteAll(Collection<CacheKey> keys) {
    return notingEach(
        keys, catchUp.isDue() ? later(() -> node.deleteAll(keys)) : node.deleteAll(keys));
  }

  @Override
  public CompletionStage<Long> flush(NamespaceName namespace, Glob pattern) {
    return noting(
        new Removal.Matching(namespace, pattern), later(() -> node.flush(namespace, pattern)));
  }

  @Override
  public CompletionStage<Long> invalidate(NamespaceName namespace, Tags tags) {
    return noting(
        new Removal.Tagged(namespace, tags), later(() -> node.invalidate(namespace, tags)));
  }

  @Override
  public CompletionStage<KeyPage> keys(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit) {
    return later(() -> node.keys(namespace, pattern, cursor, limit));
  }

  @Override
  public CompletionStage<Void> trim(NamespaceName namespace, Quota room) {
    return later(() -> node.trim(namespace, room));
  }

  @Override
  public long lastKnownBytes(NamespaceName namespace) {
    return node.lastKnownBytes(namespace);
  }

  @Override
  public CompletionStage<NamespaceStats> stats(NamespaceName namespace) {
    return later(() -> node.stats(namespace));
  }

  /** Catches up where that is due, whatever the gate; asks the node nothing where it is not. */
  @Override
  public CompletionStage<Void> settle() {
    return catchUp.afterCatchUp(() -> CompletableFuture.completedFuture(null));
  }

  @Override
  public CompletionStage<Optional<String>> ringMark() {
    return node.ringMark();
  }

  @Override
  public CompletionStage<Boolean> replaceRingMark(Optional<String> seen, String mark) {
    return node.replaceRingMark(seen, mark);
  }

  @Override
  public CompletionStage<Boolean> sweep(String mark, Predicate<byte[]> stays) {
    return node.sweep(mark, stays);
  }

  @Override
  public CompletionStage<Boolean> clear(String mark) {
    return node.clear(mark);
  }

  @Override
  public CompletionStage<BackendHealth.Node> health() {
    return node.health();
  }

  /** A node that is up and has to catch up is said to be at it: calls wait for that. */
  @Override
  public NodeState state() {
    NodeState state = node.state();
    return catchUp.isBehind() && state.condition() == NodeState.Condition.UP
        ? state.in(NodeState.Condition.REJOINING)
        : state;
  }

  @Override
  public void onEviction(EvictionListener listener) {
    node.onEviction(listener);
  }

  @Override
  public void close() {
    node.close();
  }

  /** Makes the call when the node has caught up; at once if that is not due. */
  private <T> CompletionStage<T> later(Supplier<CompletionStage<T>> call) {
    return catchUp.isDue() ? catchUp.before(call) : call.get();
  }

  private <T> CompletionStage<T> noting(CacheKey key, CompletionStage<T> write) {
    return write.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            noteUnanswered(new Removal.Keys(List.of(key)), failure);
          }
        });
  }

  private <T> CompletionStage<T> noting(Removal removal, CompletionStage<T> write) {
    return write.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            noteUnanswered(removal, failure);
          }
        });
  }

  private <T> CompletionStage<BatchResult<T>> notingEach(
      Collection<CacheKey> keys, CompletionStage<BatchResult<T>> writes) {
    return writes.whenComplete(
        (result, failure) -> {
          if (failure != null) {
            noteUnanswered(new Removal.Keys(List.copyOf(keys)), failure);
          } else if (!result.failed().isEmpty()) {
            noteUnanswered(result.failed());
          }
        });
  }

  private void noteUnanswered(Removal removal, Throwable failure) {
    if (isUnanswered(FanOut.cause(failure))) {
      catchUp.note(removal);
    }
  }

  private void noteUnanswered(Map<CacheKey, CacheException> failed) {
    List<CacheKey> keys =
        failed.entrySet().stream()
            .filter(each -> isUnanswered(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (!keys.isEmpty()) {
      catchUp.note(new Removal.Keys(keys));
    }
  }

  /**
   * Whether the write may have happened, or was not even sent: in both cases its caller has reason
   * to take what is there for outdated. The others were refused, and left everything as it was.
   */
  private static boolean isUnanswered(@Nullable Throwable why) {
    return !(why instanceof CacheException.NodeBusy
        || why instanceof CacheException.StorageFull
        || why instanceof CacheException.ValueTooLarge
        || why instanceof CacheException.PreconditionFailed
        || why instanceof CacheException.NotAnInteger);
  }

  @Override
  public String toString() {
    return "CatchingUp{" + node + "}";
  }
}
