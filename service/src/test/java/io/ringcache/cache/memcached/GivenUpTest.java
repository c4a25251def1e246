package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivenUpTest {

  private static final InetSocketAddress END =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);

  private final GivenUp givenUp = new GivenUp();

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, tcp:127.0.0.1:4711",
    "127.0.0.1, tcp6:[::ffff:127.0.0.1]:4711",
    "::1, tcp6:[::1]:4711",
    "2001:db8::7, tcp6:[2001:db8::7]:4711"
  })
  void anEndThatTheNodeListsIsStillOpen(String host, String listed) {
    givenUp.add(new InetSocketAddress(host, 4711));

    givenUp.retainAllIn(Map.of("25:addr", listed, "25:state", "conn_read"));
    assertThat(givenUp.isEmpty()).isFalse();

    givenUp.retainAllIn(Map.of("26:addr", "tcp:127.0.0.1:4712"));
    assertThat(givenUp.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:127.0.0.2:4711",
        "tcp:127.0.0.1:47111",
        "udp:127.0.0.1:4711",
        "unix:/tmp/127.0.0.1:4711",
        "tcp:somebody:4711",
        "tcp:127.0.0.1:99999",
        "<null>",
        ""
      })
  void whatElseTheNodeListsIsNot(String listed) {
    givenUp.add(END);
    givenUp.retainAllIn(Map.of("25:addr", listed));
    assertThat(givenUp.isEmpty()).isTrue();
  }

  @Test
  void anEndThatIsUsedAgainIsNotWaitedFor() {
    givenUp.add(END);
    givenUp.remove(END);
    assertThat(givenUp.isEmpty()).isTrue();
  }

  @Test
  void anEndThatStaysOpenForSecondsIsSomebodyElses() {
    givenUp.add(END);
    int looks = 0;
    while (!givenUp.isEmpty()) {
      givenUp.retainAllIn(Map.of("25:addr", "tcp:127.0.0.1:4711"));
      looks++;
    }
    assertThat(looks).isBetween(100, 1000);
  }
}
