package io.ringcache.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeProcessTest {

  private static final Map<String, String> SETTINGS = Map.of("item_size_max", "1048576");

  private final NodeProcess process = new NodeProcess("one");

  @Test
  void aProcessThatGrowsOlderIsTheSame() {
    assertThat(learn(7, 1_700_000_000, 5)).isEqualTo(learn(7, 1_700_000_060, 65));
  }

  @Test
  void anotherPidIsAnotherProcessAlthoughItBeganInTheSameSecond() {
    assertThat(learn(7, 1_700_000_000, 5)).isNotEqualTo(learn(8, 1_700_000_000, 5));
  }

  @Test
  void aLaterStartIsAnotherProcessAlthoughItsPidIsTheSameAsInAContainer() {
    assertThat(learn(1, 1_700_000_000, 5)).isNotEqualTo(learn(1, 1_700_000_010, 5));
  }

  @Test
  void theLongestItemIsKnownFromTheFirstConnectionOn() {
    assertThat(process.itemSizeMax()).isEmpty();
    learn(1, 1_700_000_000, 5);
    assertThat(process.itemSizeMax()).hasValue(1_048_576);
  }

  @Test
  void aNodeThatDoesNotSayWhoItIsIsRefused() {
    assertThatThrownBy(() -> process.learn(Map.of("uptime", "1", "time", "2"), SETTINGS))
        .isInstanceOf(ReplyReader.Unexpected.class)
        .hasMessageContaining("pid");
  }

  private NodeProcess.Run learn(long pid, long time, long uptime) {
    return process.learn(
        Map.of(
            "pid", Long.toString(pid),
            "time", Long.toString(time),
            "uptime", Long.toString(uptime)),
        SETTINGS);
  }
}
