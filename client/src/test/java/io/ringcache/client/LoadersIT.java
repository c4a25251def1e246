package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Loaders that ask the cache themselves, and those that nobody waits for. */
final class LoadersIT extends OnSharedService {

  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicInteger loads = new AtomicInteger();

  private User load() {
    loads.incrementAndGet();
    return User.ADA;
  }

  @Test
  void aLoaderMayAskForOtherKeysButNotForItsOwn() {
    assertThat(
            users.getOrLoad(
                "a", HOUR, User.class, () -> users.getOrLoad("b", HOUR, User.class, this::load)))
        .isEqualTo(User.ADA);

    assertThatThrownBy(
            () ->
                users.getOrLoad(
                    "c",
                    HOUR,
                    User.class,
                    () -> users.getOrLoad("c", HOUR, User.class, this::load)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("waits for");
    assertThatThrownBy(
            () ->
                users.getOrLoad(
                    "d",
                    HOUR,
                    User.class,
                    () ->
                        users.getOrLoad(
                            "e",
                            HOUR,
                            User.class,
                            () -> users.getOrLoad("d", HOUR, User.class, this::load))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(users.getOrLoad("c", HOUR, User.class, this::load)).isEqualTo(User.ADA);
  }

  @Test
  void twoWhoseLoadersAskForEachOthersKeyAreTold() {
    CountDownLatch both = new CountDownLatch(2);
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (List<String> pair : List.of(List.of("a", "b"), List.of("b", "a"))) {
      threads.add(
          Threads.start(
              () -> {
                try {
                  users.getOrLoad(
                      pair.get(0),
                      HOUR,
                      User.class,
                      () -> {
                        both.countDown();
                        both.await();
                        return users.getOrLoad(pair.get(1), HOUR, User.class, this::load);
                      });
                } catch (IllegalStateException e) {
                  failures.add(e);
                }
              }));
    }

    await().untilAsserted(() -> assertThat(threads).noneMatch(Thread::isAlive));
    assertThat(failures).hasSize(2);
  }

  @Test
  void anAsynchronousLoaderIsWaitedForByNobody() {
    CompletableFuture<User> source = new CompletableFuture<>();
    CompletableFuture<User> cancelled = fromSource(source);
    await().untilAtomic(loads, org.hamcrest.Matchers.is(1));
    CompletableFuture<User> second = fromSource(source);
    cancelled.cancel(true);

    assertThat(second).isNotDone();
    source.complete(User.ADA);

    assertThat(second.join()).isEqualTo(User.ADA);
    assertThat(loads).hasValue(1);
    await().untilAsserted(() -> assertThat(users.get("k", User.class)).hasValue(User.ADA));
  }

  private CompletableFuture<User> fromSource(CompletableFuture<User> source) {
    return users
        .async()
        .getOrLoad(
            "k",
            LoadOptions.ttl(HOUR),
            User.class,
            () -> {
              load();
              return source;
            });
  }

  @Test
  void asynchronousLoadersOfManyAndOfFailures() {
    AsyncNamespace async = users.async();
    Map<String, User> loaded =
        async
            .getOrLoadAll(
                List.of("a", "b"),
                LoadOptions.ttl(HOUR),
                User.class,
                keys -> CompletableFuture.completedFuture(Map.of("a", User.ADA)))
            .join();

    assertThat(loaded).containsExactly(Map.entry("a", User.ADA));
    assertThatThrownBy(
            () ->
                async
                    .getOrLoad(
                        "c",
                        LoadOptions.ttl(HOUR),
                        User.class,
                        () -> CompletableFuture.failedFuture(new IllegalStateException("no")))
                    .join())
        .hasRootCauseMessage("no");
    assertThatThrownBy(
            () ->
                async
                    .getOrLoad(
                        "c",
                        LoadOptions.ttl(HOUR),
                        User.class,
                        () -> {
                          throw new IllegalStateException("at once");
                        })
                    .join())
        .hasRootCauseMessage("at once");
    assertThat(
            async
                .<User>getOrLoad(
                    "nobody",
                    LoadOptions.ttl(HOUR),
                    User.class,
                    () -> CompletableFuture.completedFuture(null))
                .join())
        .isNull();
  }
}
