package io.ringcache.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Writes that happen only where the present value is the one that the caller knows of. */
interface PreconditionContract extends ContractPart {

  @Test
  default void createOnlyStoresWhereNothingIs() {
    PutResult result = cache().put("k", "1", Precondition.ABSENT);

    assertThat(result.created()).isTrue();
    assertThat(cache().peek("k").orElseThrow().createdAtMicros()).isEqualTo(result.version());
    assertThat(cache().value("k")).contains("1");
    assertThat(cache().stats().keys()).isEqualTo(1);
  }

  @Test
  default void createOnlyStoresWhereTheEntryIsDeletedOrExpired() {
    cache().put("deleted", "1");
    cache().delete("deleted");
    cache().put("expired", "\"longer\"", Ttl.ofSeconds(1));
    letPass(Duration.ofMillis(1100));

    assertThat(cache().put("deleted", "2", Precondition.ABSENT).created()).isTrue();
    assertThat(cache().put("expired", "2", Precondition.ABSENT).created()).isTrue();
    assertThat(cache().value("expired")).contains("2");
    assertThat(cache().stats().keys()).isEqualTo(2);
    assertThat(cache().stats().bytes()).isEqualTo(8 + 8);
  }

  @Test
  default void createOnlyChangesNothingWhereAnEntryIs() {
    cache().putTagged("k", "1", Ttl.ofSeconds(100), "t");

    assertChangesNothing(() -> cache().put("k", "\"other\"", Precondition.ABSENT));
  }

  @Test
  default void aVersionThatIsStillTheValuesIsReplaced() {
    long first = cache().put("k", "1").version();

    PutResult second = cache().put("k", "2", new Precondition.Version(first));

    assertThat(second.created()).isFalse();
    assertThat(second.version()).isGreaterThan(first);
    assertThat(cache().value("k")).contains("2");
    assertThat(cache().put("k", "3", new Precondition.Version(second.version())).created())
        .isFalse();
  }

  @Test
  default void aVersionThatIsNotTheValuesAnyMoreChangesNothing() {
    long first = cache().put("k", "1").version();
    long second = cache().putTagged("k", "1", Ttl.ofSeconds(100), "t").version();

    for (long other : List.of(first, second + 1, second - 1, 0L, Long.MAX_VALUE, -second)) {
      assertChangesNothing(() -> cache().put("k", "\"x\"", new Precondition.Version(other)));
      assertChangesNothing(() -> cache().delete("k", new Precondition.Version(other)));
    }
  }

  @Test
  default void anAbsentKeyHasNoVersion() {
    long deleted = cache().put("deleted", "1").version();
    cache().delete("deleted");
    long expired = cache().put("expired", "1", Ttl.ofSeconds(1)).version();
    letPass(Duration.ofMillis(1100));

    assertFails(() -> cache().put("deleted", "2", new Precondition.Version(deleted)));
    assertFails(() -> cache().put("expired", "2", new Precondition.Version(expired)));
    assertFails(() -> cache().put("never", "2", new Precondition.Version(0)));
    assertFails(() -> cache().delete("deleted", new Precondition.Version(deleted)));
    assertFails(() -> cache().delete("expired", new Precondition.Version(expired)));
    assertFails(() -> cache().delete("never", new Precondition.Version(0)));
    assertThat(cache().stats().keys()).isZero();
  }

  @Test
  default void aDeleteOfTheVersionThatIsThereRemovesIt() {
    long version = cache().put("k", "1").version();

    assertThat(cache().delete("k", new Precondition.Version(version))).isTrue();
    assertThat(cache().peek("k")).isEmpty();
  }

  @Test
  default void aTouchLeavesTheVersionAlone() {
    long version = cache().put("k", "1").version();
    cache().touch("k", Ttl.ofSeconds(100));

    assertThat(cache().put("k", "2", new Precondition.Version(version)).created()).isFalse();
  }

  @Test
  default void anIncrementIsANewVersion() {
    long version = cache().put("k", "1").version();
    cache().increment("k", 0);

    assertFails(() -> cache().put("k", "2", new Precondition.Version(version)));
    assertThat(cache().value("k")).contains("1");
  }

  @Test
  default void ofManyWhoCreateAtOnceOneDoes() throws Exception {
    for (String name : names("k", 50)) {
      List<Integer> winners =
          Together.run(
              8, i -> () -> succeeds(name, Integer.toString(i), Precondition.ABSENT) ? i : -1);

      assertThat(winners).filteredOn(winner -> winner >= 0).hasSize(1);
      int winner = winners.stream().mapToInt(i -> i).max().orElseThrow();
      assertThat(cache().value(name)).contains(Integer.toString(winner));
    }
    assertThat(cache().stats().keys()).isEqualTo(50);
  }

  @Test
  default void noUpdateIsLostByThoseWhoReadAndCompare() throws Exception {
    int eachAdds = 40;
    cache().put("n", "0");

    Together.run(8, i -> () -> addByReadingAndComparing(eachAdds));

    assertThat(cache().value("n")).contains(Integer.toString(8 * eachAdds));
  }

  private int addByReadingAndComparing(int times) {
    int done = 0;
    while (done < times) {
      Entry read = cache().peek("n").orElseThrow();
      int sum = Integer.parseInt(new String(read.json(), UTF_8)) + 1;
      Precondition unchanged = new Precondition.Version(read.createdAtMicros());
      done += succeeds("n", Integer.toString(sum), unchanged) ? 1 : 0;
    }
    return done;
  }

  private boolean succeeds(String name, String json, Precondition precondition) {
    try {
      cache().put(name, json, precondition);
      return true;
    } catch (CacheException.PreconditionFailed e) {
      return false;
    }
  }

  /** The key k holds a 1 with a ttl and the tag t, alone in its namespace, before and after. */
  private void assertChangesNothing(ThrowingCallable write) {
    Entry before = cache().peek("k").orElseThrow();
    assertFails(write);

    Entry after = cache().peek("k").orElseThrow();
    assertThat(after.json()).isEqualTo(before.json()).asString(UTF_8).isEqualTo("1");
    assertThat(after.createdAtMicros()).isEqualTo(before.createdAtMicros());
    assertThat(after.ttlMillis()).isBetween(90_000L, before.ttlMillis());
    assertThat(cache().inspect("k").orElseThrow().tags()).isEqualTo(Tags.of(List.of("t")));
    assertThat(cache().stats()).isEqualTo(new NamespaceStats(0, 0, 1, 2, 0, false));
  }

  private static void assertFails(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(CacheException.PreconditionFailed.class);
  }
}
