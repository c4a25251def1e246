package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpLineTest {

  @Test
  void aLineIsReadWithItsKeyUnescaped() {
    DumpLine line =
        DumpLines.of(
            "key=cache%3Ans%3Aa%25b exp=1700000100 la=1700000000 cas=123 fetch=yes cls=3 size=120");

    assertThat(line.key()).hasToString("cache:ns:a%b");
    assertThat(line.expiresAt()).isEqualTo(1_700_000_100);
    assertThat(line.lastAccess()).isEqualTo(1_700_000_000);
    assertThat(line.cas()).isEqualTo(123);
    assertThat(line.size()).isEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void allOfACasIsRead(long cas) {
    assertThat(DumpLines.of(DumpLines.text("a", -1, 1, cas, 60)).cas()).isEqualTo(cas);
  }

  @Test
  void whatNewerNodesSayBesidesIsPassedOver() {
    DumpLine line = DumpLines.of("key=a exp=-1 la=1 cas=2 fetch=no cls=1 size=60 flags=0");

    assertThat(line.key()).hasToString("a");
    assertThat(line.expiresAt()).isEqualTo(-1);
    assertThat(line.size()).isEqualTo(60);
  }

  @Test
  void theKeyIsReadCharacterByCharacterToo() {
    CharSequence key = DumpLines.of("key=%C3%A4b exp=-1 la=1 cas=2 fetch=no cls=1 size=60").key();

    assertThat(key.chars()).containsExactly(0xC3, 0xA4, (int) 'b');
    assertThat(key.subSequence(1, 3)).isEqualTo("\u00a4b");
  }

  @Test
  void theLongestKeyIsReadWhole() {
    String key = "%".repeat(250);

    assertThat(DumpLines.of(DumpLines.text(key, -1, 1, 2, 60)).key()).hasToString(key);
  }

  @Test
  void theNextLineTakesItsPlace() {
    DumpLine line = DumpLines.of("key=long-one exp=7 la=8 cas=9 fetch=no cls=1 size=60");
    byte[] next = "key=b exp=-1 la=1 cas=2 fetch=no cls=1 size=50".getBytes(US_ASCII);

    line.show(next, 0, next.length);

    assertThat(line.key()).hasToString("b").hasSize(1);
    assertThat(line.expiresAt()).isEqualTo(-1);
    assertThat(line.size()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "END",
        "key=a",
        "key=",
        "key= exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch=no cls=1",
        "key=a exp=-1 la=1 cas=2 fetch=no cls=1 size=",
        "key=a exp=x la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=- la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=9999999999999999999 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la= cas=2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=-2 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=18446744073709551616 fetch=no cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch= cls=1 size=60",
        "key=a exp=-1 la=1 cas=2 fetch=no cls=1 size=99999999999",
        "key=a  exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "exp=-1 key=a la=1 cas=2 fetch=no cls=1 size=60",
        "key=a%4 exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a% exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
        "key=a%zz exp=-1 la=1 cas=2 fetch=no cls=1 size=60",
      })
  void anythingElseIsRefused(String line) {
    assertThatThrownBy(() -> DumpLines.of(line)).isInstanceOf(ReplyReader.Unexpected.class);
  }

  @Test
  void aKeyThatNoNodeTakesIsRefused() {
    String line = DumpLines.text("k".repeat(251), -1, 1, 2, 60);

    assertThatThrownBy(() -> DumpLines.of(line)).isInstanceOf(ReplyReader.Unexpected.class);
  }
}
