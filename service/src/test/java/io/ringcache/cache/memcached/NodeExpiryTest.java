package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeExpiryTest {

  private static final long NOW = 1_800_000_000_000L;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 1001, 1999, 2000})
  void theNodeForgetsTwoSecondsAfterTheEntryHasExpiredAndNotMuchLater(long millis) {
    for (boolean plain : new boolean[] {true, false}) {
      assertThat(NodeExpiry.of(NOW + millis, plain) * 1000 - (NOW + millis))
          .isBetween(2000L, 3999L);
    }
  }

  @Test
  void whatNeverExpiresIsNeverForgottenIfItIsPlain() {
    assertThat(NodeExpiry.of(0, true)).isZero();
    assertThat(NodeExpiry.isAliveAndPlain(line(-1), NOW)).isTrue();
    assertThat(NodeExpiry.isExpired(line(-1), NOW)).isFalse();
  }

  @Test
  void whatIsNotPlainHasToBeReadAsLongAsItHasNotExpired() {
    assertThat(NodeExpiry.isAliveAndPlain(line(NodeExpiry.of(0, false)), NOW)).isFalse();
    assertThat(NodeExpiry.isExpired(line(NodeExpiry.of(0, false)), NOW)).isFalse();
    DumpLine line = line(NodeExpiry.of(NOW + 60_000, false));
    assertThat(NodeExpiry.isAliveAndPlain(line, NOW)).isFalse();
    assertThat(NodeExpiry.isExpired(line, NOW)).isFalse();
    assertThat(NodeExpiry.isExpired(line, NOW + 62_000)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 500, 1000, 1001, 1700, 86_400_000})
  void aPlainLineIsNeverWrong(long ttl) {
    DumpLine line = line(NodeExpiry.of(NOW + ttl, true));

    for (long now = NOW + ttl - 5000; now < NOW + ttl + 5000; now += 100) {
      if (NodeExpiry.isAliveAndPlain(line, now)) {
        assertThat(now).isLessThan(NOW + ttl);
      }
      if (NodeExpiry.isExpired(line, now)) {
        assertThat(now).isGreaterThanOrEqualTo(NOW + ttl);
      }
    }
    assertThat(NodeExpiry.isAliveAndPlain(line, NOW + ttl - 3000)).isTrue();
    assertThat(NodeExpiry.isExpired(line, NOW + ttl + 2000)).isTrue();
  }

  @Test
  void whatExpiresAfterThirtyTwoBitsOfSecondsHasToBeRead() {
    long late = NodeExpiry.of(5_000_000_000_000L, true);

    assertThat(late).isEqualTo(Integer.MAX_VALUE);
    assertThat(NodeExpiry.isAliveAndPlain(line(late), NOW)).isFalse();
    assertThat(NodeExpiry.isExpired(line(late), 4_999_999_999_999L)).isFalse();
  }

  private static DumpLine line(long expiresAt) {
    return DumpLines.of(DumpLines.text("k", expiresAt, 0, 1, 100));
  }
}
