package io.ringcache.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProcStatTest {

  private static final String REST =
      " S 1 77 77 0 -1 4194560 14216 0 3 0 120 34 5 6 20 0 4 0 1234 9 9 9\n";

  @Test
  void theTimesAreUserAndSystemTogether() {
    assertThat(ProcStat.parse("77 (redis-server)" + REST))
        .isEqualTo(new ProcStat("redis-server", 154, 11));
  }

  @Test
  void aNameMayHaveSpacesAndParentheses() {
    assertThat(ProcStat.parse("77 (a) b (c) 1" + ")" + REST))
        .isEqualTo(new ProcStat("a) b (c) 1", 154, 11));
  }

  @Test
  void anotherFileIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProcStat.parse("cpu 1 2 3"));
  }
}
