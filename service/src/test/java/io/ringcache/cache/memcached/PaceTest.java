package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  @Test
  void ofThoseWhoShareAWalkTheFastestDecides() {
    assertThat(Pace.GENTLE.or(Pace.STEADY)).isEqualTo(Pace.STEADY);
    assertThat(Pace.STEADY.or(Pace.URGENT)).isEqualTo(Pace.URGENT);
    assertThat(Pace.URGENT.or(Pace.GENTLE)).isEqualTo(Pace.URGENT);
    assertThat(Pace.GENTLE.or(Pace.GENTLE)).isEqualTo(Pace.GENTLE);
  }
}
