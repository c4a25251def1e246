package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SegmentsTest {

  private static final NamespaceName NAMESPACE = new NamespaceName("ns");
  private static final CacheKey KEY = CacheKey.of(NAMESPACE, "k");
  private static final NewEntry ENTRY = new NewEntry(new byte[] {'1'}, Ttl.FOREVER, Tags.NONE);

  private final Segments segments = new Segments();

  @Test
  void aNamespaceHasOneSegmentOfItsOwn() {
    Segment segment = segments.with(NAMESPACE, each -> each);

    assertThat(segments.<Segment>with(NAMESPACE, each -> each)).isSameAs(segment);
    assertThat(segments.<Segment>with(new NamespaceName("n"), each -> each)).isNotSameAs(segment);
  }

  @Test
  void onlyTheKindToDropIsDropped() {
    put(1);

    segments.dropIf(NAMESPACE, Segment::isEmpty);
    assertThat(segments.namespaces()).containsExactly(NAMESPACE);

    delete();
    segments.dropIf(NAMESPACE, Segment::isEmpty);
    assertThat(segments.namespaces()).isEmpty();
  }

  @Test
  void noWriteGoesIntoASegmentThatIsBeingDropped() {
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger drops = new AtomicInteger();
    CompletableFuture<Void> dropper =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                segments.dropIf(
                    NAMESPACE,
                    segment -> {
                      drops.addAndGet(segment.isEmpty() ? 1 : 0);
                      return segment.isEmpty();
                    });
              }
            });

    for (int version = 1; version <= 100_000 || drops.get() == 0; version++) {
      put(version);
      assertThat(delete()).isTrue();
    }
    done.set(true);
    dropper.join();
  }

  private void put(long version) {
    segments.with(
        NAMESPACE,
        segment ->
            segment.put(Stored.of(KEY, ENTRY, version, 0), Precondition.NONE, Quota.UNLIMITED, 0));
  }

  private boolean delete() {
    return segments.with(NAMESPACE, segment -> segment.delete(KEY, Precondition.NONE, 0));
  }
}
