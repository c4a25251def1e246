package io.ringcache.cache.memory;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * One flush under way. It walks the entries in the order in which their keys came, up to the last
 * that came before it began, and leaves what was stored since: so it ends, however fast others
 * write.
 *
 * <p>A step takes the segment's lock twice, for about a millisecond each: to list entries and to
 * remove those that match. The pattern is tried in between, without the lock, since a bad one can
 * take longer than that for every single key.
 */
final class Flush implements Removal {

  private final Segments segments;
  private final NamespaceName namespace;
  private final Glob pattern;
  private final long lastVersion;
  private final LongSupplier now;
  private final CompletableFuture<FlushResult> result = new CompletableFuture<>();
  private long doneVersion = Long.MIN_VALUE;
  private long deleted = 0;

  Flush(
      Segments segments,
      NamespaceName namespace,
      Glob pattern,
      long lastVersion,
      LongSupplier now) {
    this.segments = segments;
    this.namespace = namespace;
    this.pattern = pattern;
    this.lastVersion = lastVersion;
    this.now = now;
  }

  @Override
  public CompletionStage<FlushResult> result() {
    return result;
  }

  @Override
  public boolean step() {
    List<Stored> candidates =
        segments.with(
            namespace, segment -> segment.keysBetween(doneVersion, lastVersion, Segments.STEP));
    if (candidates.isEmpty()) {
      result.complete(new FlushResult(deleted, List.of()));
      return false;
    }
    List<Stored> matching = candidates.stream().filter(this::isToGo).toList();
    deleted += segments.with(namespace, segment -> segment.removeAll(matching, now.getAsLong()));
    doneVersion = candidates.get(candidates.size() - 1).keyVersion();
    return true;
  }

  private boolean isToGo(Stored entry) {
    return entry.version() <= lastVersion && pattern.matches(entry.key().name());
  }

  @Override
  public void abandon() {
    result.complete(new FlushResult(deleted, List.of(MemoryBackend.NODE)));
  }
}
