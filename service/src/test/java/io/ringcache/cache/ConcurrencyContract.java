package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many callers at once: nothing lost, nothing counted twice. */
interface ConcurrencyContract extends ContractPart {

  int WRITERS = 12;

  @Test
  default void theNumbersAreExactUnderTwelveWriters() throws Exception {
    List<String> names = names("key-", 300);

    List<Future<?>> writers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    for (int seed = 0; seed < WRITERS; seed++) {
      Random random = new Random(seed);
      writers.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 800; i++) {
                  writeSomething(names.get(random.nextInt(names.size())), random);
                }
              }));
    }
    letPass(Duration.ofMillis(1100)); // so that entries expire while others are written
    finish(threads, writers);
    letPass(Duration.ofMillis(1100));

    assertThatTheNumbersAreThoseOf(names);
    cache().deleteAll(names);
    assertThatTheNumbersAreThoseOf(List.of());
  }

  private void writeSomething(String name, Random random) {
    String json = '"' + "x".repeat(random.nextInt(40)) + '"';
    switch (random.nextInt(10)) {
      case 0, 1 -> cache().delete(name);
      case 2, 3, 4 -> cache().put(name, json, Ttl.ofSeconds(1));
      case 5 -> cache().put(name, json, Ttl.ofSeconds(1000));
      case 6 -> cache().putAll(List.of(name, "key-0", "key-1"), json, Ttl.ofSeconds(1));
      case 7 -> cache().flush(name);
      default -> cache().put(name, json);
    }
  }

  private void assertThatTheNumbersAreThoseOf(List<String> names) {
    long keys = 0;
    long bytes = 0;
    for (String name : names) {
      int length = cache().peek(name).map(entry -> entry.json().length).orElse(-1);
      keys += length < 0 ? 0 : 1;
      bytes += length < 0 ? 0 : cache().key(name).utf8().length + length;
    }
    long liveBytes = bytes;
    assertThat(cache().stats().keys()).isEqualTo(keys);
    await()
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(cache().stats().bytes()).isEqualTo(liveBytes));
  }

  /** A backend that coalesces calls does it otherwise for few than for many, and changes over. */
  @Test
  default void callsThatComeOneByOneAndTogetherAllGetTheirAnswers() throws Exception {
    int callers = 4;
    Together.<Void>run(
        callers,
        number ->
            () -> {
              Random random = new Random(number);
              String name = "own-" + number;
              for (int i = 0; i < 2_000; i++) {
                String json = "\"" + i + "x".repeat(random.nextInt(50) == 0 ? 30_000 : 3) + "\"";
                cache().put(name, json);
                LockSupport.parkNanos(random.nextInt(4) == 0 ? random.nextInt(300_000) : 0);
                assertThat(cache().value(name)).contains(json);
              }
              return null;
            });
  }

  @Test
  default void oneOfManySimultaneousPutsCreates() throws Exception {
    List<String> names = names("new-", 200);
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    Callable<Long> writer =
        () -> {
          long created = 0;
          for (String name : names) {
            start.await();
            created += cache().put(name, "1").created() ? 1 : 0;
          }
          return created;
        };

    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Long>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(threads.submit(writer));
    }

    long created = finish(threads, writers).stream().mapToLong(Long::longValue).sum();
    assertThat(created).isEqualTo(names.size());
    assertThat(cache().stats().keys()).isEqualTo(names.size());
  }

  @Test
  default void oneOfManySimultaneousDeletesDeletes() throws Exception {
    List<String> names = names("old-", 200);
    cache().putAll(names, "1", Ttl.ofSeconds(100));
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    Callable<Long> deleter =
        () -> {
          long deleted = 0;
          for (String name : names) {
            start.await();
            deleted += cache().delete(name) ? 1 : 0;
          }
          return deleted;
        };

    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<Long>> deleters = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      deleters.add(threads.submit(deleter));
    }

    long deleted = finish(threads, deleters).stream().mapToLong(Long::longValue).sum();
    assertThat(deleted).isEqualTo(names.size());
    assertThat(cache().stats().keys()).isZero();
    assertThat(cache().stats().bytes()).isZero();
  }

  @Test
  default void readsOfManyThreadsAreCountedExactly() throws Exception {
    cache().put("k", "1");
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> readers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      readers.add(
          threads.submit(
              () -> {
                for (int read = 0; read < 200; read++) {
                  cache().get("k");
                  cache().getAll(List.of("k", "absent"));
                }
              }));
    }
    finish(threads, readers);

    assertThat(cache().stats().hits()).isEqualTo(WRITERS * 400);
    assertThat(cache().stats().misses()).isEqualTo(WRITERS * 200);
  }

  @Test
  default void answersOfCallsUnderWayTogetherAreNotMixedUp() {
    List<String> names = names("k", 2000);
    List<CompletionStage<PutResult>> puts = new ArrayList<>();
    for (String name : names) {
      NewEntry entry = new NewEntry(('"' + name + '"').getBytes(UTF_8), Ttl.FOREVER, Tags.NONE);
      puts.add(backend().put(cache().key(name), entry, Precondition.NONE));
    }
    assertThat(puts).allMatch(put -> BlockingCache.await(put).created());

    var gets = names.stream().map(name -> backend().get(cache().key(name))).toList();
    assertThat(gets)
        .map(get -> new String(BlockingCache.await(get).orElseThrow().json(), UTF_8))
        .isEqualTo(names.stream().map(name -> '"' + name + '"').toList());
  }

  private static <T> List<T> finish(
      ExecutorService threads, List<? extends Future<? extends T>> all) throws Exception {
    threads.shutdown();
    List<T> results = new ArrayList<>();
    for (Future<? extends T> each : all) {
      results.add(each.get());
    }
    return results;
  }
}
