package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TagIndexTest {

  private final TagIndex index = new TagIndex();

  @Test
  void ofEntriesThatAreGoneNothingIsLeft() {
    List<Stored> entries = List.of(entry(1, "t", "u"), entry(2, "t"), entry(3, "v"));
    entries.forEach(index::add);
    assertThat(index.isEmpty()).isFalse();

    entries.forEach(index::remove);

    assertThat(index.isEmpty()).isTrue();
  }

  @Test
  void whatWasStoredLaterIsNotFound() {
    List<Stored> entries = List.of(entry(1, "t"), entry(2, "t", "u"), entry(3, "u"));
    entries.forEach(index::add);

    assertThat(index.carryingAny(tags("t", "u"), 2, 10))
        .containsExactlyInAnyOrder(entries.get(0), entries.get(1));
    assertThat(index.carryingAny(tags("u"), 1, 10)).isEmpty();
    assertThat(index.carryingAny(tags("t"), 3, 1)).hasSize(1);
  }

  private static Stored entry(long version, String... tags) {
    CacheKey key = CacheKey.of(new NamespaceName("ns"), "k" + version);
    return new Stored(key, new byte[] {'1'}, tags(tags), version, Stored.NEVER);
  }

  private static Tags tags(String... names) {
    return Tags.of(List.of(names));
  }
}
