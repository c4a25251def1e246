package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpLineTest {

  @Test
  void aLineIsReadWithItsKeyUnescaped() {
    assertThat(
            DumpLine.parse(
                "key=cache%3Ans%3Aa%25b exp=1700000100 la=1700000000 cas=18446744073709551615"
                    + " fetch=yes cls=3 size=120"))
        .isEqualTo(new DumpLine("cache:ns:a%b", 1_700_000_100, 1_700_000_000, -1, true, 120));
  }

  @Test
  void whatNewerNodesSayBesidesIsPassedOver() {
    assertThat(DumpLine.parse("key=a exp=-1 la=1 cas=2 fetch=no cls=1 size=60 flags=0"))
        .isEqualTo(new DumpLine("a", -1, 1, 2, false, 60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "END",
        "key=a",
        "key= exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch=no cls=1",
        "key=a exp=x la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la= cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=-2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch=maybe cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch=no cls=1 size=99999999999",
        "exp=-1 key=a la=1 cas=2 fetch=no cls=1 size=60",
        "key=a%4 exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a% exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a%zz exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
      })
  void anythingElseIsRefused(String line) {
    assertThatThrownBy(() -> DumpLine.parse(line)).isInstanceOf(ReplyReader.Unexpected.class);
  }
}
