package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingMarkTest {

  private static final RingChange CHANGE = new RingChange(1_764_316_800_000L, -1);
  private static final HashRing RING =
      HashRing.of(
          List.of(new RingMember("10.0.0.7:11211", 3), RingMember.of("[::1]:11211")),
          RingMode.LIBMEMCACHED);

  @Test
  void whatIsWrittenIsRead() {
    RingMark mark =
        RingMark.of(CHANGE, RingName.of(RING), true)
            .with(
                new RingMark.Next(
                    new RingChange(7, 7), RingName.of(HashRing.of(List.of(RingMember.of("a"))))));
    assertThat(RingMark.parse(mark.text())).isEqualTo(mark);
    assertThat(mark.text())
        .contains(
            "1764316800000-ffffffffffffffff swept "
                + RING.fingerprint()
                + " libmemcached: 10.0.0.7:11211*3, [::1]:11211");
  }

  @Test
  void aDescriptionMakesTheSameRing() {
    assertThat(HashRing.described(RING.description()).fingerprint()).isEqualTo(RING.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ringcache 2\nfilled 1-0000000000000001 swept x ketama: a",
        "ringcache 1",
        "ringcache 1\nfilled",
        "ringcache 1\nfilled 1-0000000000000001 swept x ketama: a",
        "ringcache 1\nfilled 1-0000000000000001 swept 0123 ring: a",
        "ringcache 1\nfilled 1 swept 0123 ketama: a",
        "somebody else's",
      })
  void whatIsNoneOfOursSaysNothing(String text) {
    assertThat(RingMark.parse(text)).isEqualTo(new RingMark(Optional.empty(), Optional.empty()));
  }
}
