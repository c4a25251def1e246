package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.FakeNodeKeys.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flushes and invalidations on a node that walks, and on one that does not. */
class NamespaceRemovalTest {

  private static final Tags TAG = Tags.of(List.of("t"));

  private final FakeNodeKeys fake = new FakeNodeKeys();
  private final NamespaceRemoval removal =
      new NamespaceRemoval(
          fake.keys, new Stamps(fake.node, new EntryClock(InstantSource.system())));

  @BeforeEach
  void store() {
    fake.put("bare", "1");
    fake.put("tagged", "1", Ttl.FOREVER, Quota.UNLIMITED, "t");
  }

  @Test
  void whatIsRemovedIsCounted() {
    assertThat(BlockingCache.await(removal.invalidate(NAMESPACE, TAG))).isEqualTo(1);
    assertThat(BlockingCache.await(removal.flush(NAMESPACE, Glob.ALL))).isEqualTo(1);
    assertThat(fake.isThere("bare")).isFalse();
  }

  @Test
  void aFlushThatCanNotWalkFailsAndTheEntriesAreGone() {
    fake.node.failWalks();

    assertThat(removal.flush(NAMESPACE, Glob.ALL)).isCompletedExceptionally();
    assertThat(fake.isThere("bare")).isFalse();
    assertThat(fake.isThere("tagged")).isFalse();
  }

  @Test
  void aFlushByPatternThatCanNotWalkFailsAndNothingIsGone() {
    fake.node.failWalks();

    assertThat(removal.flush(NAMESPACE, Glob.of("b*"))).isCompletedExceptionally();
    assertThat(fake.isThere("bare")).isTrue();
  }

  @Test
  void anInvalidationThatCanNotWalkFailsAndTheTaggedAreGone() {
    fake.node.failWalks();

    assertThat(removal.invalidate(NAMESPACE, TAG)).isCompletedExceptionally();
    assertThat(fake.isThere("tagged")).isFalse();
    assertThat(fake.isThere("bare")).isTrue();
  }
}
