package io.ringcache.cache.memcached;

import static io.ringcache.cache.memcached.Links.bytes;
import static io.ringcache.cache.memcached.Links.failure;
import static io.ringcache.cache.memcached.Links.join;
import static io.ringcache.cache.memcached.Links.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import io.ringcache.testing.MemcachedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each command, on a node in good health. */
class MemcachedLinkIT {

  private static final MemcachedServer SERVER = MemcachedServer.start("-m", "64");
  private static MemcachedLink link;

  @BeforeAll
  static void connect() {
    link = Links.to(SERVER);
  }

  @AfterAll
  static void close() {
    link.close();
    SERVER.close();
  }

  @Test
  void whatIsSetIsReadWithItsCas() {
    join(link.set("set", bytes("one"), 0));
    Map<String, Item> first = join(link.gets(List.of("set", "set-absent")));
    join(link.set("set", bytes("two"), 0));
    Map<String, Item> second = join(link.gets(List.of("set")));

    assertThat(first).containsOnlyKeys("set");
    assertThat(first.values()).extracting(Item::bytes).containsExactly(bytes("one"));
    assertThat(second.values()).extracting(Item::bytes).containsExactly(bytes("two"));
    assertThat(second.values())
        .extracting(Item::cas)
        .doesNotContainAnyElementsOf(first.values().stream().map(Item::cas).toList());
  }

  @Test
  void bytesOfAllKindsComeBackAsTheyWere() {
    byte[] all = new byte[70_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    join(link.set("all", all, 0));
    join(link.set("empty", new byte[0], 0));
    join(link.set("protocol", bytes("\r\nEND\r\nVALUE x 0 1\r\n"), 0));

    Map<String, Item> items = join(link.gets(List.of("all", "empty", "protocol")));

    assertThat(items.values())
        .extracting(Item::bytes)
        .containsExactlyInAnyOrder(all, new byte[0], bytes("\r\nEND\r\nVALUE x 0 1\r\n"));
  }

  @Test
  void manyKeysAreOneRoundTrip() {
    List<String> keys = IntStream.range(0, 5_000).mapToObj(i -> "many-" + i).toList();
    keys.stream().map(key -> link.set(key, bytes(key), 0)).toList().forEach(Links::join);

    Map<String, Item> items = join(link.gets(keys));

    assertThat(items).containsOnlyKeys(keys);
    assertThat(items).allSatisfy((key, item) -> assertThat(item.bytes()).isEqualTo(bytes(key)));
  }

  @Test
  void noKeysAreAnsweredWithNothing() {
    assertThat(join(link.gets(List.of()))).isEmpty();
  }

  @Test
  void anAddStoresOnlyWhereThereIsNothing() {
    assertThat(join(link.add("add", bytes("one"), 0))).isTrue();
    assertThat(join(link.add("add", bytes("two"), 0))).isFalse();
    assertThat(text(link, "add")).isEqualTo("one");
  }

  @Test
  void aCasStoresOnlyOverWhatWasRead() {
    join(link.set("cas", bytes("one"), 0));
    long seen = cas("cas");

    assertThat(join(link.cas("cas", bytes("two"), 0, seen))).isEqualTo(CasOutcome.DONE);
    assertThat(join(link.cas("cas", bytes("three"), 0, seen))).isEqualTo(CasOutcome.CHANGED);
    assertThat(text(link, "cas")).isEqualTo("two");
    assertThat(join(link.delete("cas"))).isTrue();
    assertThat(join(link.cas("cas", bytes("four"), 0, seen))).isEqualTo(CasOutcome.GONE);
  }

  @Test
  void aDeleteTellsWhetherThereWasSomething() {
    join(link.set("delete", bytes("one"), 0));
    assertThat(join(link.delete("delete"))).isTrue();
    assertThat(join(link.delete("delete"))).isFalse();
  }

  @Test
  void anItemIsRemovedOnlyWhereItIsStillTheOneThatWasSeen() {
    join(link.set("compared", bytes("one"), 0));
    long seen = Objects.requireNonNull(join(link.gets(List.of("compared"))).get("compared")).cas();
    join(link.set("compared", bytes("two"), 0));
    long now = Objects.requireNonNull(join(link.gets(List.of("compared"))).get("compared")).cas();

    assertThat(join(link.delete("compared", seen))).isEqualTo(CasOutcome.CHANGED);
    assertThat(join(link.delete("compared", now))).isEqualTo(CasOutcome.DONE);
    assertThat(join(link.delete("compared", now))).isEqualTo(CasOutcome.GONE);
  }

  @Test
  void anItemsSizeIsTheOneThatADumpTells() {
    join(link.set("sized%2F:", bytes("x".repeat(1000)), 0));
    AtomicInteger told = new AtomicInteger();
    join(
        link.walk(
            line -> {
              if (line.key().toString().equals("sized%2F:")) {
                told.set(line.size());
              }
            }));

    assertThat(join(link.itemSize("sized%2F:"))).hasValue(told.get());
    assertThat(told).hasValueGreaterThan(1000);
    assertThat(join(link.itemSize("absent"))).isEmpty();
  }

  @Test
  void aCounterIsMadeWithItsInitialValueAndThenAddedTo() {
    assertThat(join(link.count("count", 5, 40))).isEqualTo(40);
    assertThat(join(link.count("count", 5, 40))).isEqualTo(45);
    assertThat(join(link.count("count", -100, 40))).isZero();
  }

  @Test
  void noIncrementIsLostWhenManyMakeTheCounter() {
    List<CompletionStage<Long>> counts =
        IntStream.range(0, 500).mapToObj(i -> link.count("many-counts", 1, 1)).toList();
    counts.forEach(Links::join);
    assertThat(text(link, "many-counts")).isEqualTo("500");
  }

  @Test
  void whatIsNoCounterIsNotCountedAndHurtsNobody() {
    join(link.set("no-counter", bytes("x"), 0));
    CompletionStage<Long> count = link.count("no-counter", 1, 1);
    CompletionStage<Map<String, Item>> behind = link.gets(List.of("no-counter"));
    assertThat(failure(count)).isInstanceOf(CacheException.NotAnInteger.class);
    assertThat(join(behind)).hasSize(1);
  }

  @Test
  void anItemIsForgottenAfterItsTime() {
    long now = Instant.now().getEpochSecond();
    join(link.set("short", bytes("x"), now + 1));
    join(link.set("long", bytes("x"), now + 60L * 60 * 24 * 365));
    join(link.set("beyond-2038", bytes("x"), 5_000_000_000L));

    Awaitility.await().until(() -> join(link.gets(List.of("short"))).isEmpty());
    assertThat(join(link.gets(List.of("long", "beyond-2038")))).hasSize(2);
  }

  @Test
  void theStatisticsAreThoseOfTheProcess() {
    assertThat(join(link.stats())).containsKeys("pid", "uptime", "bytes", "limit_maxbytes");
    assertThat(link.itemSizeMax()).hasValue(1024 * 1024);
    assertThat(link.node()).isEqualTo("a");
  }

  @Test
  void anItemThatIsTooLargeIsRefusedAndTheConnectionServesOn() {
    CompletionStage<Void> tooLarge = link.set("large", new byte[2 * 1024 * 1024], 0);
    CompletionStage<Boolean> behind = link.add("behind-large", bytes("x"), 0);
    assertThat(failure(tooLarge)).isInstanceOf(CacheException.ValueTooLarge.class);
    assertThat(join(behind)).isTrue();
    assertThat(join(link.gets(List.of("large")))).isEmpty();
  }

  @Test
  void aNodeWithoutRoomSaysSo() {
    try (MemcachedServer full = MemcachedServer.start("-M", "-m", "2");
        MemcachedLink toFull = Links.to(full)) {
      List<CompletionStage<Void>> sets = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        sets.add(toFull.set("k" + i, new byte[100_000], 0));
      }
      assertThat(sets.stream().filter(set -> isRefused(set)).toList())
          .isNotEmpty()
          .allSatisfy(
              set -> assertThat(failure(set)).isInstanceOf(CacheException.StorageFull.class));
    }
  }

  @Test
  void manyCallsOfManyThreadsGetTheirOwnAnswers() {
    List<String> wrong =
        IntStream.range(0, 20_000)
            .parallel()
            .mapToObj(i -> "own-" + i)
            .filter(
                key -> {
                  join(link.set(key, bytes(key), 0));
                  return !text(link, key).equals(key);
                })
            .collect(Collectors.toList());
    assertThat(wrong).isEmpty();
  }

  @Test
  void moreCallsThanMayBeUnderWayAreRefusedAtOnce() {
    try (MemcachedServer paused = MemcachedServer.start();
        MemcachedLink small = Links.starting(paused.port(), 1, 3, Duration.ofSeconds(2))) {
      Links.awaitUp(small);
      paused.pause();
      List<CompletionStage<Boolean>> taken =
          IntStream.range(0, 3).mapToObj(i -> small.delete("k")).toList();
      CompletionStage<Boolean> refused = small.delete("k");

      assertThat(refused.toCompletableFuture()).isCompletedExceptionally();
      assertThat(failure(refused)).isInstanceOf(CacheException.NodeBusy.class);
      taken.forEach(Links::failure);
      paused.resume();
      Links.awaitUp(small); // their places are free again
    }
  }

  private static boolean isRefused(CompletionStage<?> stage) {
    return stage.handle((value, failure) -> failure != null).toCompletableFuture().join();
  }

  private static long cas(String key) {
    return join(link.gets(List.of(key))).values().iterator().next().cas();
  }
}
