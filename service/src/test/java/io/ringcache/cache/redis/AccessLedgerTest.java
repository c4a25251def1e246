package io.ringcache.cache.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import org.junit.jupiter.api.Test;

class AccessLedgerTest {

  private static final NamespaceName NS = new NamespaceName("ns");

  private final AccessLedger ledger = new AccessLedger();

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
  void aBatchHasAsManyEntriesAsACallOfTheScriptCredits() {
    for (int i = 0; i < AccessLedger.BATCH_ENTRIES + 1; i++) {
      boolean full = ledger.hit(key(i), 1, 0);
      assertThat(full).isEqualTo(i >= AccessLedger.BATCH_ENTRIES - 1);
    }
    AccessLedger.Batch first = take();
    AccessLedger.Batch second = take();
    assertThat(first.entries()).hasSize(AccessLedger.BATCH_ENTRIES);
    assertThat(first.hits()).isEqualTo(AccessLedger.BATCH_ENTRIES + 1);
    assertThat(second.entries()).hasSize(1);
    assertThat(second.hits()).isZero();
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
    for (int i = 0; i < 30_000; i++) {
      ledger.hit(key(i), 1, 0);
    }
    long entries = 0;
    long hits = 0;
    AccessLedger.Batch batch;
    while ((batch = ledger.take(NS)) != null) {
      entries += batch.entries().size();
      hits += batch.hits();
    }
    assertThat(entries).isEqualTo(20_000);
    assertThat(hits).isEqualTo(30_000);
  }

  private AccessLedger.Batch take() {
    return requireNonNull(ledger.take(NS));
  }

  private static CacheKey key(int i) {
    return CacheKey.of(NS, "key-" + i);
  }
}
