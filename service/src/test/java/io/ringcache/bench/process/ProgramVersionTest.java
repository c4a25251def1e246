package io.ringcache.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramVersionTest {

  @Test
  void itIsTheFirstThatIsPrinted() {
    assertThat(ProgramVersion.firstIn("nginx version: nginx/1.22.1 (Debian 12)\n"))
        .isEqualTo("1.22.1");
  }

  @Test
  void thereMayBeNone() {
    assertThat(ProgramVersion.firstIn("usage: x 1")).isEmpty();
    assertThat(ProgramVersion.printedBy("/nowhere/to/be/found")).isEmpty();
  }
}
