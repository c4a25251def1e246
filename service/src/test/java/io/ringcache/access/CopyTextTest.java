package io.ringcache.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  private static final Instant AT = Instant.parse("2024-01-17T10:20:30.456Z");

  @Test
  void anEntryIsALineWithTabs() {
    assertThat(text(new AccessEntry(AT, "shop", "user_*", "GET", true, 0.412)))
        .isEqualTo("2024-01-17T10:20:30.456\tshop\tuser_*\tGET\tt\t0.412\n");
    assertThat(text(new AccessEntry(AT, "shop", "user_*", "GET", false, 12)))
        .isEqualTo("2024-01-17T10:20:30.456\tshop\tuser_*\tGET\tf\t12.0\n");
  }

  @Test
  void whatIsNotThereIsNotTheTextForIt() {
    assertThat(text(new AccessEntry(AT, "shop", null, "MGET", null, 1)))
        .contains("\tshop\t\\N\tMGET\t\\N\t");
    assertThat(text(new AccessEntry(AT, "shop", "\\N", "PUT", null, 1)))
        .contains("\tshop\t\\\\N\tPUT\t");
  }

  @Test
  void whatHasAMeaningOfItsOwnIsEscaped() {
    assertThat(text(new AccessEntry(AT, "n", "a\tb\nc\rd\\e\\.", "GET", null, 1)))
        .contains("\ta\\tb\\nc\\rd\\\\e\\\\.\t");
    assertThat(text(new AccessEntry(AT, "n", "'\"; DROP é \uD83D\uDE00", "GET", null, 1)))
        .contains("\t'\"; DROP é \uD83D\uDE00\t");
  }

  private static String text(AccessEntry entry) {
    return new String(CopyText.of(List.of(entry)), UTF_8);
  }
}
