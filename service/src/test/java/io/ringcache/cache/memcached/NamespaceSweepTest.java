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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceSweepTest {

  private static final int PER_WALK = 10;

  /** Too long to be told by the node's key. */
  private static final String LONG = "l".repeat(300);

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

  @ParameterizedTest
  @CsvSource({
    "old*, old-plain old-tagged old-{long} old-ä",
    "*ä, old-ä new-ä",
    "*{long}, old-{long} new-{long}",
    "new-tagged, new-tagged",
    "new-?, new-ä",
    "[^o]*, new-plain new-tagged new-{long} new-ä",
  })
  void aPatternIsOfNamesHoweverTheyAreStored(String pattern, String gone) {
    List<String> names =
        Stream.of("old-", "new-")
            .flatMap(prefix -> Stream.of("plain", "tagged", LONG, "ä").map(prefix::concat))
            .toList();
    for (String name : names) {
      String[] tags = name.endsWith("tagged") ? new String[] {"tag"} : new String[0];
      on.put(name, "1", Ttl.FOREVER, Quota.UNLIMITED, tags);
    }
    List<String> expected =
        Stream.of(gone.split(" ")).map(name -> name.replace("{long}", LONG)).toList();

    Glob glob = Glob.of(pattern.replace("{long}", LONG));
    assertThat(BlockingCache.await(sweep.flush(NAMESPACE, glob))).isEqualTo(expected.size());

    assertThat(names.stream().filter(name -> !on.isThere(name)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatHasAnotherNameIsNotRead() {
    putTagged(PER_WALK);
    long read = on.node.keysRead();

    assertThat(BlockingCache.await(sweep.flush(NAMESPACE, Glob.of("k1")))).isEqualTo(1);

    assertThat(on.node.keysRead() - read).isLessThan(PER_WALK);
  }

  private void putTagged(int number) {
    for (int i = 0; i < number; i++) {
      on.put("k" + i, "1", Ttl.FOREVER, Quota.UNLIMITED, "tag");
    }
  }
}
