package io.ringcache.history;

import static io.ringcache.history.Outcome.DONE;
import static io.ringcache.history.Outcome.REFUSED;
import static io.ringcache.history.Outcome.UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.history.Operation.Get;
import io.ringcache.history.Operation.Put;
import io.ringcache.history.Operation.Removal;
import io.ringcache.history.Violation.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories made by hand: each has what is asked of it, and its likes that are right. */
class CheckerTest {

  private static final int HERE = 0;
  private static final int THERE = 1;
  private static final String KEY = "a-1";

  private final Checker checker = new Checker(2);

  @Test
  void whatWasStoredLastMayBeSeen() {
    assertSound(put(1, 10, 20), get(1, 30, 40), put(2, 50, 60), get(2, 70, 80));
  }

  @Test
  void aMissIsNeverWrong() {
    assertSound(put(1, 10, 20), get(Get.NOTHING, 30, 40));
  }

  @Test
  void aValueThatWasReplacedBeforeTheReadBeganIsNotSeen() {
    assertViolation(Kind.REPLACED, put(1, 10, 20), put(2, 30, 40), get(1, 50, 60));
  }

  @Test
  void aValueMayBeSeenWhileItIsReplaced() {
    assertSound(put(1, 10, 20), put(2, 30, 50), get(1, 40, 60), get(1, 50, 60));
  }

  @Test
  void ofTwoPutsAtTheSameTimeEitherMayBeLast() {
    assertSound(put(1, 10, 30), put(2, 20, 40), get(1, 50, 60), get(2, 50, 60), get(1, 70, 80));
  }

  @Test
  void aPutAtTheSameTimeIsAfterAllEarlierWhereItWasSeenBeforeTheOtherBegan() {
    assertViolation(Kind.REPLACED, put(1, 10, 100), get(1, 12, 15), put(2, 20, 40), get(1, 50, 60));
  }

  @Test
  void whatIsDeletedIsNotSeen() {
    assertViolation(Kind.REPLACED, put(1, 10, 20), delete(KEY, DONE, 30, 40), get(1, 50, 60));
  }

  @Test
  void theDeleteOfAnotherKeyReplacesNothing() {
    assertSound(put(1, 10, 20), delete("a-2", DONE, 30, 40), get(1, 50, 60));
  }

  @Test
  void whatIsFlushedIsNotSeen() {
    assertViolation(Kind.REPLACED, put(1, 10, 20), flush("a-*", DONE, 30, 40), get(1, 50, 60));
  }

  @Test
  void aFlushOfAnotherPatternReplacesNothing() {
    assertSound(put(1, 10, 20), flush("b-*", DONE, 30, 40), get(1, 50, 60));
  }

  @Test
  void whatIsStoredDuringAFlushMayStay() {
    assertSound(flush("*", DONE, 10, 40), put(1, 20, 30), get(1, 50, 60));
  }

  @Test
  void whatIsInvalidatedIsNotSeen() {
    assertViolation(
        Kind.REPLACED, tagged(1, "red", 10, 20), invalidate("red", 30, 40), get(1, 50, 60));
  }

  @Test
  void theInvalidationOfAnotherTagReplacesNothing() {
    assertSound(tagged(1, "red", 10, 20), invalidate("blue", 30, 40), get(1, 50, 60));
  }

  @Test
  void tagsAreThoseOfTheValueNotOfItsKey() {
    assertSound(
        tagged(1, "red", 10, 20), put(2, 25, 28), invalidate("red", 30, 40), get(2, 50, 60));
  }

  @Test
  void theFirstOfSeveralReplacementsCounts() {
    assertViolation(
        Kind.REPLACED,
        put(1, 10, 20),
        put(2, 30, 200), // began first, and is done last
        delete(KEY, DONE, 40, 50),
        flush("*", DONE, 60, 300),
        get(1, 100, 110));
  }

  @Test
  void aPutWithoutAnAnswerMayBeSeenOrNot() {
    assertSound(
        put(1, 10, 20),
        put(HERE, 2, UNANSWERED, 30, 40),
        get(THERE, 2, 50, 60),
        get(THERE, 2, 70, 80));
  }

  @Test
  void aPutWithoutAnAnswerDoesNotCountAsAReplacementElsewhere() {
    assertSound(put(1, 10, 20), put(HERE, 2, UNANSWERED, 30, 40), get(THERE, 1, 50, 60));
  }

  @Test
  void aPutWithoutAnAnswerIsNotDoneAfterALaterOne() {
    assertViolation(
        Kind.REPLACED, put(HERE, 1, UNANSWERED, 10, 20), put(2, 30, 40), get(THERE, 1, 50, 60));
  }

  @Test
  void aPutWithoutAnAnswerIsNotDoneAfterALaterDeleteThroughAnotherProcess() {
    assertViolation(
        Kind.REPLACED,
        put(HERE, 1, UNANSWERED, 10, 20),
        new Removal(THERE, new Scope.Key(KEY), DONE, 30, 40),
        get(THERE, 1, 50, 60));
  }

  @Test
  void aPutWithoutAnAnswerMayHaveBeenDoneAfterOneAtTheSameTime() {
    assertSound(put(HERE, 1, UNANSWERED, 10, 40), put(2, 20, 30), get(1, 50, 60));
  }

  @Test
  void whatAProcessHasMissedIsNotSeenThroughIt() {
    assertViolation(
        Kind.MISSED_HERE,
        put(THERE, 1, DONE, 10, 20),
        put(HERE, 2, UNANSWERED, 30, 40),
        get(HERE, 1, 50, 60));
    assertViolation(
        Kind.MISSED_HERE,
        put(THERE, 3, DONE, 110, 120),
        flush("*", UNANSWERED, 130, 140),
        get(HERE, 3, 150, 160));
  }

  @Test
  void whatAProcessHasMissedMayBeSeenUntilItIsToldSo() {
    assertSound(put(1, 10, 20), delete(KEY, UNANSWERED, 30, 50), get(HERE, 1, 40, 60));
  }

  @Test
  void whatWasRefusedIsNotSeen() {
    assertViolation(Kind.REFUSED_VALUE, put(HERE, 1, REFUSED, 10, 20), get(1, 30, 40));
  }

  @Test
  void whatWasRefusedReplacesNothing() {
    assertSound(
        put(1, 10, 20),
        put(HERE, 2, REFUSED, 30, 40),
        delete(KEY, REFUSED, 30, 40),
        get(HERE, 1, 50, 60));
  }

  @Test
  void whatNobodyStoredIsNotSeen() {
    assertViolation(Kind.UNKNOWN_VALUE, put(1, 10, 20), get(7, 30, 40));
  }

  @Test
  void whatWasStoredUnderAnotherKeyIsNotSeen() {
    assertViolation(
        Kind.ANOTHER_KEYS, new Put(HERE, "a-2", 1, List.of(), DONE, 10, 20), get(1, 30, 40));
  }

  @Test
  void aValueIsNotSeenBeforeItIsStored() {
    assertViolation(Kind.FROM_THE_FUTURE, get(1, 10, 20), put(1, 30, 40));
  }

  @Test
  void aValueMayBeSeenWhileItIsStored() {
    assertSound(put(1, 10, 40), get(1, 20, 30));
  }

  @Test
  void theOrderInWhichTheyAreWrittenDownIsOfNoMatter() {
    assertViolation(Kind.REPLACED, get(1, 50, 60), put(2, 30, 40), put(1, 10, 20));
  }

  @Test
  void whatWasReplacedInAPartBeforeIsNotSeen() {
    assertSound(put(1, 10, 20), put(2, 30, 40), get(2, 40, 45));
    assertViolation(Kind.UNKNOWN_VALUE, get(1, 50, 60));
    assertSound(get(2, 60, 70));
  }

  @Test
  void whatWasStoredInAPartBeforeIsReplacedInALaterOne() {
    assertSound(tagged(1, "red", 10, 20));
    assertSound(get(1, 30, 40));
    assertViolation(Kind.REPLACED, invalidate("red", 50, 60), get(1, 70, 80));
  }

  @Test
  void whatAProcessMissedInAPartBeforeIsNotSeenThroughIt() {
    assertSound(put(1, 10, 20), delete(KEY, UNANSWERED, 30, 40));
    assertSound(get(THERE, 1, 50, 60));
    assertViolation(Kind.MISSED_HERE, get(HERE, 1, 70, 80));
  }

  @Test
  void whatLiesInAPartBeforeIsNotTaken() {
    assertSound(put(1, 10, 20));
    assertThatThrownBy(() -> checker.check(List.of(get(1, 15, 30))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueIsStoredOnce() {
    assertThatThrownBy(() -> checker.check(List.of(put(1, 10, 20), put(1, 30, 40))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMillionOperationsAreJudgedInSecondsAndForgotten() {
    int parts = 2;
    long begun = System.nanoTime();
    for (int part = 0; part < parts; part++) {
      assertThat(checker.check(oneAfterTheOther(part * 500_000, 500_000))).isEmpty();
      assertThat(checker.remembered()).isLessThanOrEqualTo(100);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
  }

  /** Whatever is wrong in one of very many is found. */
  @ParameterizedTest
  @EnumSource(names = {"REPLACED", "UNKNOWN_VALUE", "ANOTHER_KEYS"})
  void oneViolationAmongManyOperationsIsFound(Kind kind) {
    int number = 50_000;
    List<Operation> operations = new ArrayList<>(oneAfterTheOther(0, number));
    Put put = (Put) operations.stream().filter(Put.class::isInstance).findFirst().orElseThrow();
    long now = 10L * number + 1;
    operations.add(
        switch (kind) {
          case UNKNOWN_VALUE -> new Get(HERE, put.key(), Long.MAX_VALUE, now, now);
          case ANOTHER_KEYS -> new Get(HERE, put.key() + "0", put.value(), now, now);
          default -> new Get(HERE, put.key(), put.value(), now, now);
        });
    assertThat(checker.check(operations))
        .singleElement()
        .extracting(Violation::kind)
        .isEqualTo(kind);
  }

  /** As a single client does them on a cache that forgets nothing: 100 keys, half are reads. */
  private static List<Operation> oneAfterTheOther(int first, int number) {
    Random random = new Random(first);
    long[] stored = new long[100];
    List<Operation> operations = new ArrayList<>(number);
    for (int i = first + 1; i <= first + number; i++) {
      int which = random.nextInt(stored.length);
      String key = "k-" + which;
      long begin = 10L * i;
      if (random.nextInt(1000) == 0) {
        Arrays.fill(stored, Get.NOTHING);
        operations.add(new Removal(HERE, new Scope.Matching("k-*"), DONE, begin, begin + 5));
      } else if (random.nextBoolean()) {
        operations.add(new Get(THERE, key, stored[which], begin, begin + 5));
      } else {
        stored[which] = i;
        operations.add(new Put(HERE, key, i, List.of("red"), DONE, begin, begin + 5));
      }
    }
    return operations;
  }

  private void assertSound(Operation... operations) {
    assertThat(checker.check(List.of(operations))).isEmpty();
  }

  private void assertViolation(Kind kind, Operation... operations) {
    assertThat(checker.check(List.of(operations)))
        .singleElement()
        .extracting(Violation::kind)
        .isEqualTo(kind);
  }

  private static Put put(long value, long begin, long end) {
    return put(HERE, value, DONE, begin, end);
  }

  private static Put put(int process, long value, Outcome outcome, long begin, long end) {
    return new Put(process, KEY, value, List.of(), outcome, begin, end);
  }

  private static Put tagged(long value, String tag, long begin, long end) {
    return new Put(HERE, KEY, value, List.of("green", tag), DONE, begin, end);
  }

  private static Get get(long seen, long begin, long end) {
    return get(THERE, seen, begin, end);
  }

  private static Get get(int process, long seen, long begin, long end) {
    return new Get(process, KEY, seen, begin, end);
  }

  private static Removal delete(String key, Outcome outcome, long begin, long end) {
    return new Removal(HERE, new Scope.Key(key), outcome, begin, end);
  }

  private static Removal flush(String pattern, Outcome outcome, long begin, long end) {
    return new Removal(HERE, new Scope.Matching(pattern), outcome, begin, end);
  }

  private static Removal invalidate(String tag, long begin, long end) {
    return new Removal(HERE, new Scope.Tagged(tag), DONE, begin, end);
  }
}
