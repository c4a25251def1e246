package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TwemproxyRingTest {

  /**
   * Ketama where twemproxy's servers have names and equal weights; the other mode where they have
   * no names, and so none of port 11211 in what is hashed, or weights, or are 25, whose points
   * twemproxy rounds down.
   */
  @Test
  void everyKeyIsWhereTwemproxyPlacesIt() throws IOException {
    GoldenPlacements golden = GoldenPlacements.read("twemproxy-placements.tsv");

    assertThat(golden.rings())
        .extracting(GoldenPlacements.Ring::mode)
        .containsOnly(RingMode.KETAMA, RingMode.LIBMEMCACHED);
    golden.assertOursAreTheSame();
  }
}
