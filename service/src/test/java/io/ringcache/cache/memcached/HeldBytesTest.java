package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBytesTest {

  private final HeldBytes held = new HeldBytes();

  @Test
  void aClaimIsGivenUpToTheLastByte() {
    assertThat(held.claim(6, 10)).isTrue();
    assertThat(held.claim(5, 10)).isFalse();
    assertThat(held.claim(4, 10)).isTrue();
    assertThat(held.bytes()).isEqualTo(10);
  }

  @Test
  void whatGrowsNothingIsNeverRefused() {
    held.take(20);

    assertThat(held.claim(0, 10)).isTrue();
    assertThat(held.claim(-5, 10)).isTrue();
    assertThat(held.bytes()).isEqualTo(20);
  }

  @Test
  void whatWasClaimedAndNotStoredIsGivenBack() {
    held.take(6);
    held.settle(6, true);
    held.take(4);
    held.settle(4, false);

    assertThat(held.bytes()).isEqualTo(6);
  }

  @Test
  void whatGetsSmallerMakesRoomOnceItIsStored() {
    held.take(10);
    assertThat(held.claim(-4, 10)).isTrue();
    assertThat(held.bytes()).isEqualTo(10);

    held.settle(-4, false);
    assertThat(held.bytes()).isEqualTo(10);
    held.settle(-4, true);
    assertThat(held.bytes()).isEqualTo(6);
  }

  @Test
  void neverLessThanNothingIsHeld() {
    held.take(5);
    held.free(8); // of another process

    assertThat(held.bytes()).isZero();
  }

  @Test
  void untilAWalkHasEndedNothingIsKnown() {
    held.take(5);
    held.settle(5, true);
    assertThat(held.isKnown()).isFalse();

    held.found(100, held.mark());

    assertThat(held.isKnown()).isTrue();
    assertThat(held.bytes()).isEqualTo(100);
  }

  @Test
  void theFirstFigureHasAllThatTheWalkMayNotHaveMet() {
    held.take(3); // under way
    HeldBytes.Mark mark = held.mark();
    held.take(4);
    held.settle(4, true);
    held.free(2);

    held.found(100, mark);

    assertThat(held.bytes()).isEqualTo(107);
  }

  @Test
  void whereNothingHappensMeanwhileTheWalkIsRight() {
    know(100);

    held.found(90, held.mark()); // something has expired
    assertThat(held.bytes()).isEqualTo(90);
    held.found(110, held.mark()); // another process has written
    assertThat(held.bytes()).isEqualTo(110);
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 103, 107})
  void aFigureStaysThatCouldBeRightByWhatWasStoredMeanwhile(long walked) {
    know(100);
    held.take(3);
    HeldBytes.Mark mark = held.mark();
    held.settle(3, true);
    held.take(4);
    held.settle(4, true);

    held.found(walked, mark);

    assertThat(held.bytes()).isEqualTo(107);
  }

  @ParameterizedTest
  @ValueSource(longs = {90, 94, 100})
  void aFigureStaysThatCouldBeRightByWhatWasRemovedMeanwhile(long walked) {
    know(100);
    HeldBytes.Mark mark = held.mark();
    held.free(6);
    held.settle(-4, true);

    held.found(walked, mark);

    assertThat(held.bytes()).isEqualTo(90);
  }

  @Test
  void aFigureThatCanNotBeRightIsPulledToTheNearestThatCan() {
    know(100);
    HeldBytes.Mark mark = held.mark();
    held.take(4);
    held.settle(4, true);
    held.free(6); // 98 by now

    held.found(50, mark);
    assertThat(held.bytes()).isEqualTo(54);
    held.found(200, mark);
    assertThat(held.bytes()).isEqualTo(194);
  }

  @Test
  void whatWasSettledBeforeTheWalkCountsForItNoMore() {
    know(100);
    held.take(4);
    held.settle(4, true);
    held.free(6);
    HeldBytes.Mark mark = held.mark();

    held.found(50, mark);
    assertThat(held.bytes()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void withoutOthersTheFigureIsExactWhateverAWalkMeets(int seed) {
    Random random = new Random(seed);
    Map<Integer, Long> there = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      store(there, random);
    }
    know(sum(there));

    for (int walk = 0; walk < 50; walk++) {
      HeldBytes.Mark mark = held.mark();
      long walked = 0;
      for (int part = 0; part < 10; part++) { // the tenth part of the keys, and some writes
        for (Map.Entry<Integer, Long> entry : there.entrySet()) {
          walked += entry.getKey() % 10 == part ? entry.getValue() : 0;
        }
        for (int write = 0; write < 20; write++) {
          store(there, random);
        }
      }
      held.found(walked, mark);
      assertThat(held.bytes()).isEqualTo(sum(there));
    }
  }

  /** Stores, overwrites, removes or fails to store one of a thousand entries. */
  private void store(Map<Integer, Long> there, Random random) {
    int key = random.nextInt(1000);
    long before = there.getOrDefault(key, 0L);
    if (random.nextInt(4) == 0) {
      held.free(before);
      there.remove(key);
      return;
    }
    long size = 1L + random.nextInt(100);
    boolean stored = random.nextInt(4) > 0;
    held.take(size - before);
    held.settle(size - before, stored);
    if (stored) {
      there.put(key, size);
    }
  }

  private static long sum(Map<Integer, Long> there) {
    return there.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void ofThoseWhoClaimAtOnceNoMoreGetRoomThanThereIs() throws Exception {
    Callable<Long> claims =
        () -> {
          long most = 0;
          for (int i = 0; i < 200_000; i++) {
            if (held.claim(1, 1)) {
              most = Math.max(most, held.bytes());
              held.settle(1, false);
            }
          }
          return most;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Long> most : threads.invokeAll(List.of(claims, claims, claims, claims))) {
        assertThat(most.get()).isLessThanOrEqualTo(1);
      }
      assertThat(held.bytes()).isZero();
    } finally {
      threads.shutdownNow();
    }
  }

  private void know(long bytes) {
    held.found(bytes, held.mark());
    assertThat(held.bytes()).isEqualTo(bytes);
  }
}
