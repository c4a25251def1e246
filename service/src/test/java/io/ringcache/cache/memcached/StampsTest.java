package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.EntriesOnFake.NAMESPACE;
import static io.ringcache.cache.memcached.EntriesOnFake.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Generations and epochs: what dies with them, and what never lives again. */
class StampsTest {

  private static final String GENERATION = WireKey.generation(NAMESPACE);

  private final EntriesOnFake entries = EntriesOnFake.alone();

  @Test
  void aNewGenerationKillsAllThatWasStored() {
    entries.put("a", "1");
    entries.put("b", "2", "t");

    done(entries.stamps.renewGeneration(NAMESPACE));

    assertThat(entries.value("a")).isEmpty();
    assertThat(entries.value("b")).isEmpty();
    assertThat(entries.put("a", "3").created()).isTrue();
    assertThat(entries.value("a")).contains("3");
  }

  @Test
  void aLostGenerationKillsAndTheNextDoesNotRevive() {
    entries.put("old", "1");
    entries.node.lose(GENERATION);
    assertThat(entries.value("old")).isEmpty();

    entries.put("new", "2"); // makes the next one, by the same clock
    assertThat(entries.value("new")).contains("2");
    assertThat(entries.value("old")).isEmpty();

    entries.node.lose(GENERATION);
    entries.put("newer", "3");
    assertThat(entries.value("old")).isEmpty();
    assertThat(entries.value("new")).isEmpty();
  }

  @Test
  void aLostEpochKillsAndTheNextDoesNotRevive() {
    entries.put("old", "1", "t", "u");
    entries.put("bare", "1");
    entries.node.lose(WireKey.epoch(NAMESPACE, "t"));
    assertThat(entries.value("old")).isEmpty();

    entries.put("new", "2", "t");
    assertThat(entries.value("new")).contains("2");
    assertThat(entries.value("old")).isEmpty();
    assertThat(entries.value("bare")).contains("1");
  }

  @Test
  void newEpochsKillWhatCarriesAnyOfTheTags() {
    entries.put("t", "1", "t");
    entries.put("both", "1", "u", "t");
    entries.put("u", "1", "u");

    done(entries.stamps.renewEpochs(NAMESPACE, Tags.of(List.of("t", "never"))));

    assertThat(done(entries.node.itemSize(WireKey.epoch(NAMESPACE, "never")))).isEmpty();
    assertThat(entries.value("t")).isEmpty();
    assertThat(entries.value("both")).isEmpty();
    assertThat(entries.value("u")).contains("1");
  }

  @Test
  void aStampThatIsNoneIsReplaced() {
    entries.node.set(GENERATION, new byte[] {1, 2, 3}, 0).toCompletableFuture().join();

    assertThat(entries.put("k", "1").created()).isTrue();
    assertThat(entries.value("k")).contains("1");
  }

  @Test
  void noTwoAreTheSameThoughTheClockStands() {
    assertThat(Stamp.fresh(5)).isNotEqualTo(Stamp.fresh(5));
  }
}
