package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.FakeNodeKeys.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespaceSweepTest {

  private static final int PER_WALK = 10;

  private final FakeNodeKeys on = new FakeNodeKeys();
  private final EntryClock clock = new EntryClock(() -> Instant.ofEpochMilli(1_800_000_000_000L));
  private final LiveEntries entries = new LiveEntries(on.node, on.reads, clock);
  private final NamespaceSweep sweep =
      new NamespaceSweep(
          entries, new EntryRemoval(on.node, on.reads, clock), on.keys.room(), clock, PER_WALK);

  @BeforeEach
  void store() {
    on.put("other", "1");
  }

  @Test
  void whatOneWalkLeavesIsRemovedAfterTheNext() {
    putTagged(PER_WALK * 2 + 1);
    int walks = on.node.walks();

    assertThat(BlockingCache.await(sweep.flush(NAMESPACE, Glob.of("k*"))))
        .isEqualTo(PER_WALK * 2 + 1);

    assertThat(on.node.walks() - walks).isEqualTo(3);
    assertThat(on.isThere("k0")).isFalse();
    assertThat(on.isThere("other")).isTrue();
  }

  @Test
  void asManyAsOneWalkTakesNeedNoOther() {
    putTagged(PER_WALK);
    int walks = on.node.walks();

    assertThat(BlockingCache.await(sweep.invalidate(NAMESPACE, Tags.of(List.of("tag")))))
        .isEqualTo(PER_WALK);

    assertThat(on.node.walks() - walks).isEqualTo(1);
  }

  private void putTagged(int number) {
    for (int i = 0; i < number; i++) {
      on.put("k" + i, "1", Ttl.FOREVER, Quota.UNLIMITED, "tag");
    }
  }
}
