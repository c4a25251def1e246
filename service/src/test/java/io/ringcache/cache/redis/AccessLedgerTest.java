package io.ringcache.cache.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccessLedgerTest {

  private static final NamespaceName NS = new NamespaceName("ns");

  private static final byte[] VALUE = {'1'};
  private static final int ALL = 6_000;

  /** What is drawn to decide whether a read is credited: every number in turn. */
  private final AtomicInteger drawn = new AtomicInteger();

  private final AccessLedger ledger = new AccessLedger(bound -> drawn.getAndIncrement() % bound);

  @Test
  void readsOfAnEntryAreAddedUp() {
    ledger.hit(key(1), 7, 100);
    ledger.hit(key(1), 7, 300);
    ledger.miss(NS);
    AccessLedger.Batch batch = take();
    assertThat(batch.hits()).isEqualTo(2);
    assertThat(batch.misses()).isEqualTo(1);
    assertThat(batch.entries()).hasSize(1);
    assertThat(batch.entries().get(0).count).isEqualTo(2);
    assertThat(batch.entries().get(0).lastNanos).isEqualTo(300);
    assertThat(ledger.take(NS)).isNull();
  }

  @Test
  void readsOfAnOlderValueAreNotCreditedToTheNewOne() {
    ledger.hit(key(1), 7, 100);
    ledger.hit(key(1), 8, 200);
    AccessLedger.Batch batch = take();
    assertThat(batch.hits()).isEqualTo(2);
    assertThat(batch.entries()).hasSize(1);
    assertThat(batch.entries().get(0).version).isEqualTo(8);
    assertThat(batch.entries().get(0).count).isEqualTo(1);
  }

  @Test
  void readsOfAVersionThatNobodyAskedForAreOfTheOneAtTheFirstOfThem() {
    ledger.read(NS, Map.of(key(1), Optional.of(VALUE), key(2), Optional.empty()), 1000, 100);
    ledger.read(NS, Map.of(key(1), Optional.of(VALUE)), 2000, 200);
    ledger.hit(key(1), 900, 300);
    AccessLedger.Batch batch = take();
    assertThat(batch.hits()).isEqualTo(3);
    assertThat(batch.misses()).isEqualTo(1);
    assertThat(batch.entries()).hasSize(1);
    assertThat(batch.entries().get(0).version).isEqualTo(-1000);
    assertThat(batch.entries().get(0).count).isEqualTo(3);
    assertThat(batch.entries().get(0).lastNanos).isEqualTo(300);
  }

  @Test
  void whatWasReadOfAKnownVersionStaysTheReadsOfThat() {
    ledger.hit(key(1), 900, 100);
    ledger.read(NS, Map.of(key(1), Optional.of(VALUE)), 1000, 200);
    assertThat(take().entries().get(0).version).isEqualTo(900);
  }

  @Test
  void aBatchHasAsManyEntriesAsACallOfTheScriptCreditsTheOldestFirst() {
    hitEach(0, AccessLedger.BATCH_ENTRIES + 1, 0);
    AccessLedger.Batch first = take();
    AccessLedger.Batch second = take();
    assertThat(first.entries()).hasSize(AccessLedger.BATCH_ENTRIES);
    assertThat(first.entries().get(0).key).isEqualTo(key(0));
    assertThat(first.isFull()).isTrue();
    assertThat(first.hits()).isEqualTo(AccessLedger.BATCH_ENTRIES + 1);
    assertThat(second.entries()).hasSize(1);
    assertThat(second.isFull()).isFalse();
    assertThat(second.hits()).isZero();
  }

  @Test
  void aBatchIsDueWhenPlentyWait() {
    hitEach(0, AccessLedger.PLENTY - 1, 0);
    assertThat(ledger.hit(key(0), 1, 0)).isFalse();
    assertThat(ledger.hit(key(AccessLedger.PLENTY), 1, 0)).isTrue();
    take();
    assertThat(ledger.hit(key(0), 1, 0)).isFalse();
  }

  @Test
  void evictionsCallForABatchEach() {
    assertThat(ledger.evicted(NS, 1000)).isZero(); // nothing to send
    ledger.hit(key(0), 1, 0);
    assertThat(ledger.evicted(NS, AccessLedger.EVICTIONS_A_BATCH - 1)).isZero();
    assertThat(ledger.evicted(NS, 1)).isEqualTo(1);
    assertThat(ledger.evicted(NS, AccessLedger.EVICTIONS_A_BATCH * 2L + 1)).isEqualTo(2);
    assertThat(ledger.evicted(NS, AccessLedger.EVICTIONS_A_BATCH - 1)).isEqualTo(1);
  }

  @Test
  void whereMoreIsReadThanCanBeCreditedOneReadOfSeveralIsCreditedForAll() {
    hitEach(0, ALL, 0);
    takeAll();
    ledger.nextSecond();

    hitEach(0, ALL, 1);
    List<AccessLedger.Batch> batches = takeAll();
    assertThat(batches.stream().mapToLong(AccessLedger.Batch::hits).sum()).isEqualTo(ALL);
    assertThat(batches.stream().mapToInt(batch -> batch.entries().size()).sum()).isEqualTo(ALL / 3);
    assertThat(batches.stream().flatMap(batch -> batch.entries().stream()))
        .allMatch(reads -> reads.count == 3);

    ledger.nextSecond();
    hitEach(0, 100, 2);
    ledger.nextSecond();
    takeAll();
    hitEach(0, 100, 3);
    assertThat(take().entries()).hasSize(100).allMatch(reads -> reads.count == 1);
  }

  @Test
  void whereEntriesAreEvictedMoreAreCredited() {
    ledger.evicted(NS, 1_000); // four each
    hitEach(0, ALL, 0);
    takeAll();
    ledger.nextSecond();
    hitEach(0, ALL, 1);
    assertThat(takeAll().stream().mapToInt(batch -> batch.entries().size()).sum()).isEqualTo(ALL);

    hitEach(ALL, ALL * 11, 1);
    takeAll();
    ledger.evicted(NS, 1_000_000); // but not without end
    ledger.nextSecond();
    hitEach(0, ALL, 2);
    assertThat(takeAll().stream().mapToInt(batch -> batch.entries().size()).sum())
        .isEqualTo(ALL / 4);
  }

  @Test
  void aSecondsReadsAreDueInTheNextAndToldInEqualShares() {
    hitEach(0, 1_000, 0);
    assertThat(ledger.takeShare(NS, 50)).isNull(); // the second is not over

    ledger.nextSecond();
    hitEach(500, 1_000, 1); // half of them wait already
    List<AccessLedger.Batch> shares = takeShares();
    assertThat(shares).hasSize(50).allMatch(share -> share.entries().size() == 20);
    assertThat(shares.get(0).hits()).isEqualTo(2_000);
    assertThat(shares.get(1).hits()).isZero();
    assertThat(shares.get(49).entries().get(19).key).isEqualTo(key(999));

    ledger.nextSecond();
    assertThat(takeShares()).hasSize(50).allMatch(share -> share.entries().size() == 10);
  }

  @Test
  void aFewAreToldAtOnceAndMissesWithoutAny() {
    hitEach(0, 5, 0);
    ledger.nextSecond();
    assertThat(takeShares()).singleElement().matches(share -> share.entries().size() == 5);

    ledger.miss(NS);
    ledger.nextSecond();
    assertThat(takeShares()).singleElement().matches(share -> share.misses() == 1);
  }

  @Test
  void whoHasMissedHisTurnIsToldMoreAtATime() {
    hitEach(0, 1_000, 0);
    ledger.nextSecond();
    assertThat(ledger.takeShare(NS, 10)).matches(share -> share.entries().size() == 100);
    assertThat(ledger.takeShare(NS, 1))
        .matches(share -> share.entries().size() == AccessLedger.BATCH_ENTRIES);
  }

  @Test
  void whatABatchHasTakenIsNoLongerDue() {
    hitEach(0, AccessLedger.BATCH_ENTRIES, 0);
    ledger.nextSecond();
    hitEach(AccessLedger.BATCH_ENTRIES, 1, 1);
    take();
    assertThat(takeShares()).isEmpty();
  }

  @Test
  void aRefusedBatchIsInTheNext() {
    ledger.hit(key(1), 7, 100);
    ledger.miss(NS);
    AccessLedger.Batch refused = take();
    ledger.hit(key(1), 7, 200);
    ledger.hit(key(2), 1, 200);
    ledger.restore(refused);
    AccessLedger.Batch next = take();
    assertThat(next.hits()).isEqualTo(3);
    assertThat(next.misses()).isEqualTo(1);
    assertThat(next.entries())
        .anySatisfy(reads -> assertThat(reads.count).isEqualTo(2))
        .anySatisfy(reads -> assertThat(reads.key).isEqualTo(key(2)));
  }

  @Test
  void whatANodeDoesNotTakeIsBounded() {
    hitEach(0, 30_000, 0);
    List<AccessLedger.Batch> batches = takeAll();
    assertThat(batches.stream().mapToInt(batch -> batch.entries().size()).sum()).isEqualTo(20_000);
    assertThat(batches.stream().mapToLong(AccessLedger.Batch::hits).sum()).isEqualTo(30_000);
  }

  private void hitEach(int from, int count, long nowNanos) {
    for (int i = from; i < from + count; i++) {
      ledger.hit(key(i), 1, nowNanos);
    }
  }

  private List<AccessLedger.Batch> takeAll() {
    List<AccessLedger.Batch> batches = new ArrayList<>();
    for (AccessLedger.Batch next = ledger.take(NS); next != null; next = ledger.take(NS)) {
      batches.add(next);
    }
    return batches;
  }

  private List<AccessLedger.Batch> takeShares() {
    List<AccessLedger.Batch> shares = new ArrayList<>();
    for (int left = 50; left > 0; left--) {
      AccessLedger.Batch share = ledger.takeShare(NS, left);
      if (share != null) {
        shares.add(share);
      }
    }
    return shares;
  }

  private AccessLedger.Batch take() {
    return requireNonNull(ledger.take(NS));
  }

  private static CacheKey key(int i) {
    return CacheKey.of(NS, "key-" + i);
  }
}
