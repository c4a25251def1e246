package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingMemberTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "10.0.0.1:6379", "[::1]:6379", "redis-1.example.org", "odd*=,name"})
  void aVisibleAsciiNameIsTaken(String name) {
    assertThat(RingMember.of(name)).isEqualTo(new RingMember(name, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", " a", "a\n", "a\tb", "\u007f", "knot\u00e9n", "\ud800"})
  void aNameThatIsEmptyOrNotVisibleAsciiIsRefused(String name) {
    assertThatThrownBy(() -> RingMember.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("visible ASCII");
  }

  @Test
  void aNameHasAtMost255Characters() {
    assertThat(RingMember.of("n".repeat(255)).name()).hasSize(255);
    assertThatThrownBy(() -> RingMember.of("n".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001, Integer.MAX_VALUE})
  void aWeightOutOfRangeIsRefusedWithTheName(int weight) {
    assertThatThrownBy(() -> new RingMember("redis-1", weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis-1")
        .hasMessageContaining(String.valueOf(weight));
  }

  @Test
  void itReadsAsTheConfigurationSpellsIt() {
    assertThat(RingMember.of("redis-1")).hasToString("redis-1");
    assertThat(new RingMember("redis-1", 3)).hasToString("redis-1*3");
  }
}
