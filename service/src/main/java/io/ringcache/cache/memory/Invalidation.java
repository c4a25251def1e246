package io.ringcache.cache.memory;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * One invalidation under way. A step finds and removes its entries under one lock of about a
 * millisecond. What was stored after it began is left out, so it ends, however fast others write.
 */
final class Invalidation implements Removal {

  private final Segments segments;
  private final NamespaceName namespace;
  private final Tags tags;
  private final long lastVersion;
  private final LongSupplier now;
  private final CompletableFuture<FlushResult> result = new CompletableFuture<>();
  private long deleted = 0;

  Invalidation(
      Segments segments, NamespaceName namespace, Tags tags, long lastVersion, LongSupplier now) {
    this.segments = segments;
    this.namespace = namespace;
    this.tags = tags;
    this.lastVersion = lastVersion;
    this.now = now;
  }

  @Override
  public CompletionStage<FlushResult> result() {
    return result;
  }

  @Override
  public boolean step() {
    boolean last = segments.with(namespace, this::removeSome);
    if (last) {
      result.complete(new FlushResult(deleted, List.of()));
    }
    return !last;
  }

  /** Whether those were the last. */
  private boolean removeSome(Segment segment) {
    List<Stored> tagged = segment.carryingAny(tags, lastVersion, Segments.STEP);
    deleted += segment.removeAll(tagged, now.getAsLong());
    return tagged.size() < Segments.STEP;
  }

  @Override
  public void abandon() {
    result.complete(new FlushResult(deleted, List.of(MemoryBackend.NODE)));
  }
}
