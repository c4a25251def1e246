package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringcache.client.testing.RingcacheService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cache-aside by many callers at once: one load a key at a time. */
final class SingleFlightIT extends OnSharedService {

  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicInteger loads = new AtomicInteger();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final Queue<Object> outcomes = new ConcurrentLinkedQueue<>();

  private User slowly() throws InterruptedException {
    loads.incrementAndGet();
    loading.countDown();
    mayEnd.await();
    return User.ADA;
  }

  private Thread caller(LoadOptions options, Loader<User> loader) {
    return Threads.start(
        () -> {
          try {
            outcomes.add(String.valueOf(users.getOrLoad("k", options, User.class, loader)));
          } catch (RuntimeException e) {
            outcomes.add(e);
          }
        });
  }

  /** Callers that have looked, and wait for the one who loads. */
  private List<Thread> waiters(int count) {
    List<Thread> waiters = new ArrayList<>();
    long before = cache.counts().misses();
    for (int i = 0; i < count; i++) {
      waiters.add(caller(LoadOptions.ttl(HOUR), this::slowly));
    }
    await().until(() -> cache.counts().misses() == before + count);
    return waiters;
  }

  @Test
  void manyCallersLoadOnce() throws Exception {
    caller(LoadOptions.ttl(HOUR), this::slowly);
    loading.await();
    waiters(20);
    assertThat(outcomes).isEmpty();
    mayEnd.countDown();

    await().until(() -> outcomes.size() == 21);
    assertThat(outcomes).containsOnly(User.ADA.toString());
    assertThat(loads).hasValue(1);
  }

  @Test
  void allGetWhatTheLoaderThrows() throws Exception {
    caller(
        LoadOptions.ttl(HOUR),
        () -> {
          slowly();
          throw new IllegalArgumentException("no");
        });
    loading.await();
    waiters(5);
    mayEnd.countDown();

    await().until(() -> outcomes.size() == 6);
    assertThat(outcomes).allMatch(outcome -> outcome instanceof IllegalArgumentException);
    assertThat(loads).hasValue(1);
    assertThat(users.contains("k")).isFalse();
  }

  @Test
  void oneWhoIsInterruptedWhileItLoadsIsReplacedByAnother() throws Exception {
    Thread first = caller(LoadOptions.ttl(HOUR), this::slowly);
    loading.await();
    waiters(5);

    first.interrupt();
    await().untilAtomic(loads, org.hamcrest.Matchers.is(2));
    mayEnd.countDown();

    await().until(() -> outcomes.size() == 6);
    assertThat(outcomes.stream().filter(CacheInterruptedException.class::isInstance)).hasSize(1);
    assertThat(outcomes.stream().filter(User.ADA.toString()::equals)).hasSize(5);
    assertThat(loads).hasValue(2);
  }

  @Test
  void oneWhoIsInterruptedWhileItWaitsHarmsNobody() throws Exception {
    caller(LoadOptions.ttl(HOUR), this::slowly);
    loading.await();
    List<Thread> waiters = waiters(3);

    waiters.get(0).interrupt();
    await().until(() -> outcomes.size() == 1);
    assertThat(outcomes.peek()).isInstanceOf(CacheInterruptedException.class);
    mayEnd.countDown();

    await().until(() -> outcomes.size() == 4);
    assertThat(outcomes.stream().filter(User.ADA.toString()::equals)).hasSize(3);
    assertThat(loads).hasValue(1);
  }

  @Test
  void oneWhoIsInterruptedAlreadyIsToldAndHarmsNobody() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> users.getOrLoad("k", HOUR, User.class, () -> User.ADA))
        .isInstanceOf(CacheInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(users.getOrLoad("k", HOUR, User.class, () -> User.ADA)).isEqualTo(User.ADA);
  }

  @Test
  void oneWhoWaitsNoLongerHarmsNobody() throws Exception {
    caller(LoadOptions.ttl(HOUR), this::slowly);
    loading.await();
    caller(LoadOptions.ttl(HOUR).longestWait(Duration.ofMillis(50)), this::slowly);
    await().until(() -> outcomes.size() == 1);
    assertThat(outcomes.peek()).isInstanceOf(LoadTimeoutException.class);
    mayEnd.countDown();

    await().until(() -> outcomes.size() == 2);
    assertThat(outcomes).contains(User.ADA.toString());
    assertThat(loads).hasValue(1);
  }

  @Test
  void anotherTypeWaitsAndReadsWhatWasStored() throws Exception {
    caller(LoadOptions.ttl(HOUR), this::slowly);
    loading.await();
    Queue<Object> maps = new ConcurrentLinkedQueue<>();
    Threads.start(() -> maps.add(String.valueOf(users.getOrLoad("k", HOUR, Map.class, Map::of))));
    await().until(() -> cache.counts().misses() == 2);
    mayEnd.countDown();

    await().until(() -> !maps.isEmpty());
    assertThat(maps.peek().toString()).contains("name=Ada");
  }

  @Test
  void callsForManyLoadNoKeyThatAnotherLoads() throws Exception {
    Map<String, AtomicInteger> loaded = new ConcurrentHashMap<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < 8; i++) {
      List<String> keys = new ArrayList<>();
      for (int k = 0; k < 100; k++) {
        keys.add("k" + (i * 20 + k)); // those of neighbours overlap
      }
      Threads.start(
          () -> {
            try {
              start.await();
            } catch (InterruptedException e) {
              return;
            }
            Map<String, Integer> values =
                users.getOrLoadAll(keys, HOUR, Integer.class, missing -> load(missing, loaded));
            outcomes.add(values.keySet().equals(Set.copyOf(keys)));
          });
    }
    start.countDown();

    await().until(() -> outcomes.size() == 8);
    assertThat(outcomes).containsOnly(true);
    assertThat(loaded).hasSize(240).allSatisfy((key, count) -> assertThat(count).hasValue(1));
  }

  private static Map<String, Integer> load(Set<String> keys, Map<String, AtomicInteger> loaded) {
    Map<String, Integer> values = new HashMap<>();
    for (String key : keys) {
      loaded.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
      values.put(key, 1);
    }
    return values;
  }

  @Test
  void noKeyIsLoadedTwiceHoweverCallersCome() throws Exception {
    Map<String, AtomicInteger> loaded = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Threads.start(
              () -> {
                for (int k = 0; k < 100; k++) {
                  String key = "k" + k;
                  users.getOrLoad(
                      key, HOUR, Integer.class, () -> load(Set.of(key), loaded).get(key));
                }
              }));
    }

    await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    assertThat(loaded).hasSize(100).allSatisfy((key, count) -> assertThat(count).hasValue(1));
  }

  @Test
  void processesLoadEachForThemselves() throws Exception {
    try (Ringcache other = Ringcache.at(RingcacheService.shared().url())) {
      caller(LoadOptions.ttl(HOUR), this::slowly);
      loading.await();

      assertThat(
              other
                  .namespace(users.name())
                  .getOrLoad("k", HOUR, User.class, () -> new User("Bob", 1)))
          .isEqualTo(new User("Bob", 1));
      mayEnd.countDown();

      await().until(() -> outcomes.size() == 1);
      assertThat(users.get("k", User.class)).hasValue(new User("Bob", 1));
    }
  }
}
