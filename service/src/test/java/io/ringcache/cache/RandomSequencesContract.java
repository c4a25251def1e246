package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.ModelCache.Held;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any calls in any order, compared with a plain map that they are done to as well. */
interface RandomSequencesContract extends ContractPart {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  default void anySequenceOfCallsLeavesWhatAPlainMapHolds(long seed) {
    Walk walk = new Walk(this, new Random(seed));
    for (int step = 1; step <= 500; step++) {
      walk.step();
      if (step % 25 == 0) {
        walk.compare("seed %d, step %d".formatted(seed, step));
      }
    }
  }

  /** One sequence under way. */
  final class Walk {

    private static final List<String> VALUES =
        List.of("1", "-7", "0", "null", "\"ä\"", "[1,2]", "1.5", "9223372036854775807", "1e3");

    private final ContractPart part;
    private final BlockingCache cache;
    private final Random random;
    private final ModelCache model = new ModelCache();

    Walk(ContractPart part, Random random) {
      this.part = part;
      this.cache = part.cache();
      this.random = random;
    }

    void step() {
      int choice = random.nextInt(200);
      if (choice < 60) {
        put(anyName(), Precondition.NONE);
      } else if (choice < 90) {
        conditionally(anyName());
      } else if (choice < 110) {
        String name = anyName();
        assertThat(cache.delete(name)).isEqualTo(model.delete(name));
      } else if (choice < 135) {
        increment(anyName());
      } else if (choice < 150) {
        String name = anyName();
        Ttl ttl = random.nextBoolean() ? Ttl.FOREVER : Ttl.ofSeconds(10_000);
        assertThat(cache.touch(name, ttl)).isEqualTo(model.entries().containsKey(name));
      } else if (choice < 160) {
        flush();
      } else if (choice < 170) {
        invalidate();
      } else if (choice < 185) {
        putAll();
      } else if (choice < 199) {
        List<String> names = anyNames();
        Map<String, Boolean> deleted = cache.deleteAll(names);
        names.forEach(name -> assertThat(deleted.get(name)).isEqualTo(model.delete(name)));
      } else {
        expire();
      }
    }

    private void put(String name, Precondition precondition) {
      String json = anyValue();
      List<String> tags = anyTags();
      PutResult result = cache.put(name, entry(json, tags), precondition);
      assertThat(result.created())
          .isEqualTo(model.put(name, new Held(json, result.version(), tags)));
    }

    private void conditionally(String name) {
      Precondition precondition =
          switch (random.nextInt(3)) {
            case 0 -> Precondition.ABSENT;
            case 1 -> new Precondition.Version(random.nextLong());
            default ->
                new Precondition.Version(
                    Optional.ofNullable(model.entries().get(name)).map(Held::version).orElse(1L));
          };
      boolean allowed = model.allows(name, precondition);
      boolean happened = true;
      try {
        if (random.nextInt(4) == 0) {
          assertThat(cache.delete(name, precondition)).isEqualTo(model.delete(name));
        } else {
          put(name, precondition);
        }
      } catch (CacheException.PreconditionFailed e) {
        happened = false;
      }
      assertThat(happened).isEqualTo(allowed);
    }

    private void increment(String name) {
      long delta = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(20) - 10;
      Optional<Long> expected = model.sum(name, 3, delta);
      Optional<Long> sum;
      try {
        sum =
            Optional.of(
                cache.increment(name, new Increment(delta, 3, Optional.empty(), Ttl.FOREVER)));
      } catch (CacheException.NotAnInteger e) {
        sum = Optional.empty();
      }
      assertThat(sum).isEqualTo(expected);
      if (sum.isPresent()) {
        List<String> tags =
            Optional.ofNullable(model.entries().get(name)).map(Held::tags).orElse(List.of());
        long version = cache.peek(name).orElseThrow().createdAtMicros();
        model.put(name, new Held(Long.toString(sum.get()), version, tags));
      }
    }

    private void flush() {
      String pattern = List.of("k1*", "k?", "*7", "k[2-4]*", "nobody").get(random.nextInt(5));
      Glob glob = Glob.of(pattern);
      assertThat(cache.flush(pattern)).isEqualTo(model.removeIf(e -> glob.matches(e.getKey())));
    }

    private void invalidate() {
      List<String> tags = new ArrayList<>(anyTags());
      tags.add("t" + random.nextInt(5));
      long removed = model.removeIf(e -> e.getValue().tags().stream().anyMatch(tags::contains));
      assertThat(cache.invalidate(tags.toArray(String[]::new))).isEqualTo(removed);
    }

    private void putAll() {
      Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
      anyNames().forEach(name -> entries.put(cache.key(name), entry(anyValue(), anyTags())));
      BatchResult<PutResult> result = BlockingCache.await(part.backend().putAll(entries));
      assertThat(result.failed()).isEmpty();
      result
          .done()
          .forEach(
              (key, put) -> {
                NewEntry entry = Objects.requireNonNull(entries.get(key));
                Held held =
                    new Held(new String(entry.json(), UTF_8), put.version(), entry.tags().names());
                assertThat(put.created()).isEqualTo(model.put(key.name(), held));
              });
    }

    /** What expires does so at once, so that the model has no need of a clock. */
    private void expire() {
      for (String name : anyNames()) {
        cache.put(name, anyValue(), Ttl.ofSeconds(1));
        model.delete(name);
      }
      part.letPass(Duration.ofMillis(1100));
    }

    private void compare(String when) {
      Map<String, Held> held = new LinkedHashMap<>();
      for (String name : part.names("k", 50)) {
        cache
            .peek(name)
            .ifPresent(
                entry ->
                    held.put(
                        name,
                        new Held(
                            new String(entry.json(), UTF_8),
                            entry.createdAtMicros(),
                            cache.inspect(name).orElseThrow().tags().names())));
      }
      assertThat(held).as(when).containsExactlyInAnyOrderEntriesOf(model.entries());
      assertThat(cache.list("*", 7))
          .as(when)
          .containsExactlyInAnyOrderElementsOf(model.entries().keySet());
      assertThat(cache.stats().keys()).as(when).isEqualTo(model.entries().size());
      await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(2)) // expired bytes may take that long
          .untilAsserted(() -> assertThat(cache.stats().bytes()).as(when).isEqualTo(model.bytes()));
    }

    private String anyName() {
      return "k" + random.nextInt(50);
    }

    private List<String> anyNames() {
      return random.ints(1 + random.nextInt(12), 0, 50).distinct().mapToObj(i -> "k" + i).toList();
    }

    private String anyValue() {
      return VALUES.get(random.nextInt(VALUES.size()));
    }

    private List<String> anyTags() {
      return random.ints(random.nextInt(3), 0, 5).distinct().mapToObj(i -> "t" + i).toList();
    }

    private static NewEntry entry(String json, List<String> tags) {
      return new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.of(tags));
    }
  }
}
