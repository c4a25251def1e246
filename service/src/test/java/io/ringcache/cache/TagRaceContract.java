package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalidations among writes of the same entries: none escapes, none is counted twice. */
interface TagRaceContract extends ContractPart {

  int RACING_KEYS = 24;

  /**
   * Each key has one writer, and its value says the how manieth write it is. What is read after an
   * invalidation, and carries the tag, must be of a write that had not completed before it.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3})
  default void noEntryStoredBeforeAnInvalidationIsThereAfterIt(int seed) throws Exception {
    AtomicIntegerArray written = new AtomicIntegerArray(RACING_KEYS);
    AtomicBoolean stop = new AtomicBoolean();
    int writers = 4;

    Together.run(
        writers + 1,
        thread ->
            () -> {
              Random random = new Random(seed * 100L + thread);
              if (thread == writers) {
                invalidateAndLook(written, random);
                stop.set(true);
              }
              while (!stop.get()) {
                int key = random.nextInt(RACING_KEYS / writers) * writers + thread;
                writeNext(key, written, random);
              }
              return thread;
            });
  }

  private void writeNext(int key, AtomicIntegerArray written, Random random) {
    int number = written.get(key) + 1;
    String name = "k" + key;
    String json = Integer.toString(number);
    switch (random.nextInt(8)) {
      case 0 -> {
        cache().delete(name);
        return;
      }
      case 1 -> cache().put(name, json);
      case 2 -> {
        cache().putTagged(name, json, Ttl.FOREVER, "t");
        cache().touch(name, Ttl.ofSeconds(100));
      }
      case 3 -> cache().putTagged(name, json, Ttl.ofSeconds(100), "other", "t", "third");
      default -> cache().putTagged(name, json, Ttl.FOREVER, "t");
    }
    written.set(key, number);
  }

  private void invalidateAndLook(AtomicIntegerArray written, Random random) {
    for (int round = 0; round < 60; round++) {
      List<Integer> before = new ArrayList<>();
      for (int key = 0; key < RACING_KEYS; key++) {
        before.add(written.get(key));
      }
      cache().invalidate(random.nextBoolean() ? new String[] {"t"} : new String[] {"third", "t"});
      for (int key = 0; key < RACING_KEYS; key++) {
        assertNotEscaped("k" + key, before.get(key));
      }
    }
  }

  private void assertNotEscaped(String name, int writtenBefore) {
    boolean tagged =
        cache().inspect(name).filter(info -> info.tags().names().contains("t")).isPresent();
    int number = cache().value(name).map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    // another write may have come between the two calls, but only ever a later one
    assertThat(tagged && number <= writtenBefore)
        .as("%s is write %s, %s were complete before", name, number, writtenBefore)
        .isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5})
  default void whatIsCreatedIsRemovedOnceOrStillThere(int seed) {
    Random random = new Random(seed);
    NewEntry tagged = new NewEntry("1".getBytes(UTF_8), Ttl.FOREVER, Tags.of(List.of("t", "u")));
    List<CompletionStage<PutResult>> puts = new ArrayList<>();
    List<CompletionStage<Boolean>> deletes = new ArrayList<>();
    List<CompletionStage<FlushResult>> removals = new ArrayList<>();
    for (int i = 0; i < 4000; i++) { // all under way together
      CacheKey key = cache().key("k" + random.nextInt(300));
      int choice = random.nextInt(100);
      if (choice < 84) {
        puts.add(backend().put(key, tagged, Precondition.NONE));
      } else if (choice < 98) {
        deletes.add(backend().delete(key, Precondition.NONE));
      } else {
        Tags tags = Tags.of(random.nextBoolean() ? List.of("t") : List.of("u", "t"));
        removals.add(backend().invalidate(cache().namespace(), tags));
      }
    }

    long created = puts.stream().filter(put -> BlockingCache.await(put).created()).count();
    long deleted = deletes.stream().filter(BlockingCache::await).count();
    long removed = removals.stream().mapToLong(r -> BlockingCache.await(r).deleted()).sum();

    long left = cache().stats().keys();
    assertThat(created).isEqualTo(deleted + removed + left);
    assertThat(cache().invalidate("u")).isEqualTo(left);
    assertThat(cache().stats()).isEqualTo(NamespaceStats.ZERO);
  }
}
