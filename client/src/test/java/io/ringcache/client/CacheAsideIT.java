package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.ringcache.client.testing.RingcacheService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cache-aside by one caller, and what is stored then. */
final class CacheAsideIT extends OnSharedService {

  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicInteger loads = new AtomicInteger();

  private User load() {
    loads.incrementAndGet();
    return User.ADA;
  }

  @Test
  void aMissIsLoadedAndStoredAHitIsNot() {
    assertThat(users.getOrLoad("user_123", HOUR, User.class, this::load)).isEqualTo(User.ADA);
    assertThat(users.getOrLoad("user_123", HOUR, User.class, this::load)).isEqualTo(User.ADA);

    assertThat(loads).hasValue(1);
    assertThat(users.entry("user_123", User.class).orElseThrow().ttlRemaining().orElseThrow())
        .isGreaterThan(Duration.ofMinutes(59));
    assertThat(cache.counts()).isEqualTo(new Counts(2, 1, 1, 0, 0, 0));
  }

  @Test
  void theLoaderRunsOnItsCallersThread() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    users.getOrLoad(
        "t",
        HOUR,
        User.class,
        () -> {
          thread.set(Thread.currentThread());
          return User.ADA;
        });

    assertThat(thread).hasValue(Thread.currentThread());
  }

  @Test
  void genericTypesComeBackAsTheyWere() {
    TypeReference<Map<String, List<User>>> type = new TypeReference<>() {};
    Map<String, List<User>> teams = Map.of("a", List.of(User.ADA));

    assertThat(users.getOrLoad("teams", HOUR, type, () -> teams)).isSameAs(teams);
    assertThat(users.getOrLoad("teams", HOUR, type, Map::of)).isEqualTo(teams);
  }

  @Test
  void noValueIsAskedForAgain() {
    for (int i = 0; i < 2; i++) {
      assertThat(
              users.getOrLoad(
                  "nobody",
                  HOUR,
                  User.class,
                  () -> {
                    load();
                    return null;
                  }))
          .isNull();
    }

    assertThat(loads).hasValue(2);
    assertThat(users.contains("nobody")).isFalse();
  }

  @Test
  void noValueIsRememberedWhereAskedFor() {
    LoadOptions options = LoadOptions.ttl(HOUR).absentTtl(Duration.ofMinutes(1));
    for (int i = 0; i < 2; i++) {
      assertThat(
              users.getOrLoad(
                  "nobody",
                  options,
                  User.class,
                  () -> {
                    load();
                    return null;
                  }))
          .isNull();
    }

    assertThat(loads).hasValue(1);
    CacheEntry<User> entry = users.entry("nobody", User.class).orElseThrow();
    assertThat(entry.value()).isNull();
    assertThat(entry.ttlRemaining().orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void tagsAndJitterAreStoredWithIt() {
    LoadOptions options = LoadOptions.ttl(Duration.ofSeconds(1000)).ttlJitter(0.5).tags("team:1");
    List<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).toList();
    users.getOrLoadAll(
        keys,
        options,
        Integer.class,
        missing -> {
          Map<String, Integer> all = new HashMap<>();
          missing.forEach(key -> all.put(key, 1));
          return all;
        });

    List<Duration> ttls =
        keys.stream()
            .map(key -> users.entry(key, Integer.class).orElseThrow().ttlRemaining().orElseThrow())
            .toList();

    assertThat(ttls).allMatch(ttl -> ttl.toSeconds() > 480 && ttl.toSeconds() <= 1000);
    assertThat(Set.copyOf(ttls)).hasSizeGreaterThan(5);
    assertThat(users.invalidate("team:1")).isEqualTo(20);
  }

  @Test
  void aLoaderThatThrowsStoresNothing() {
    assertThatThrownBy(
            () ->
                users.getOrLoad(
                    "k",
                    HOUR,
                    User.class,
                    () -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    assertThatThrownBy(
            () ->
                users.getOrLoad(
                    "k",
                    HOUR,
                    User.class,
                    () -> {
                      throw new java.io.IOException("checked");
                    }))
        .isInstanceOf(LoadFailedException.class)
        .hasRootCauseMessage("checked");
    assertThatThrownBy(
            () ->
                users.getOrLoad(
                    "k",
                    HOUR,
                    User.class,
                    () -> {
                      throw new StackOverflowError("error");
                    }))
        .isInstanceOf(StackOverflowError.class);

    assertThat(users.contains("k")).isFalse();
    assertThat(users.getOrLoad("k", HOUR, User.class, this::load)).isEqualTo(User.ADA);
    assertThat(cache.counts().loadFailures()).isEqualTo(3);
  }

  @Test
  void whatIsOfAnotherTypeIsReplaced() {
    users.put("k", List.of(1, 2), HOUR);

    assertThat(users.getOrLoad("k", HOUR, User.class, this::load)).isEqualTo(User.ADA);
    assertThat(users.get("k", User.class)).hasValue(User.ADA);
  }

  @Test
  void whatAnotherHasStoredMeanwhileIsNotReplaced() {
    try (Ringcache other = Ringcache.at(RingcacheService.shared().url())) {
      User loaded =
          users.getOrLoad(
              "k",
              HOUR,
              User.class,
              () -> {
                other.namespace(users.name()).put("k", new User("Newer", 1), HOUR);
                return User.ADA;
              });

      assertThat(loaded).isEqualTo(User.ADA);
      assertThat(users.get("k", User.class)).hasValue(new User("Newer", 1));
    }
  }

  @Test
  void whatWasLoadedBeforeADeleteIsNotStoredAfterIt() {
    users.getOrLoad(
        "k",
        HOUR,
        User.class,
        () -> {
          users.delete("k");
          return User.ADA;
        });
    users.getOrLoad(
        "l",
        HOUR,
        User.class,
        () -> {
          users.invalidate("tag");
          return User.ADA;
        });
    users.getOrLoadAll(
        List.of("m", "n"),
        HOUR,
        User.class,
        keys -> {
          users.delete("m");
          return Map.of("m", User.ADA, "n", User.ADA);
        });

    assertThat(users.contains("k")).isFalse();
    assertThat(users.contains("l")).isFalse();
    assertThat(users.contains("m")).isFalse();
    assertThat(users.contains("n")).isTrue();
  }

  @Test
  void aValueThatIsNoJsonIsReturnedAndNotStored() {
    Object noJson = new Object();

    assertThat(users.getOrLoad("k", HOUR, Object.class, () -> noJson)).isSameAs(noJson);

    assertThat(users.contains("k")).isFalse();
    assertThat(cache.counts().notStored()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                users.getOrLoad("k", LoadOptions.ttl(HOUR).strictly(), Object.class, () -> noJson))
        .isInstanceOf(ValueException.class);
  }

  @Test
  void manyAreLoadedByOneCall() {
    users.put("k1", 1, HOUR);
    users.put("none", null, HOUR);
    List<Set<String>> asked = new ArrayList<>();
    List<String> keys = new ArrayList<>(IntStream.range(0, 1500).mapToObj(i -> "k" + i).toList());
    keys.add("none");
    keys.add("k1");
    keys.add("unknown");

    for (int i = 0; i < 2; i++) {
      Map<String, Integer> values =
          users.getOrLoadAll(
              keys,
              LoadOptions.ttl(HOUR).absentTtl(HOUR),
              Integer.class,
              missing -> {
                asked.add(missing);
                Map<String, Integer> all = new HashMap<>();
                missing.forEach(
                    key -> {
                      if (key.startsWith("k")) {
                        all.put(key, Integer.valueOf(key.substring(1)));
                      }
                    });
                return all;
              });
      assertThat(values).hasSize(1500).containsEntry("k1", 1).containsEntry("k1499", 1499);
      assertThat(values.keySet()).startsWith("k0", "k1", "k2");
    }

    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).hasSize(1500).contains("unknown", "k0").doesNotContain("k1", "none");
  }
}
