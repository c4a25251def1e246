package io.ringcache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.ring.HashRing;
import io.ringcache.cache.ring.NodeAddresses;
import io.ringcache.cli.Shell.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RingCommandsTest {

  private static final String NODES = "a=10.0.0.1:6379,b=10.0.0.2:6379*2,c=10.0.0.3:6379";

  private final Shell shell = Shell.with(Map.of("RINGCACHE_NAMESPACE", "shop"));

  @Test
  void aShippedConfigurationHasARing() {
    Outcome shown = shell.run("ring", "show", "--config", "../config/memcached.yml");
    assertThat(shown.error()).isEmpty();
    assertThat(shown.out()).contains("fingerprint ", "127.0.0.1:11211", "100.00 %");
    assertThat(shell.run("ring", "show", "--config", "../config/embedded.yml").error())
        .contains("has no ring");
  }

  @Test
  void anOwnerIsThatOfTheStoredKey() {
    for (String type : new String[] {"redis", "memcached"}) {
      Outcome owner = shell.run("ring", "owner", "user_1", "--nodes", NODES, "--type", type);
      assertThat(owner.out().strip())
          .isEqualTo(
              HashRing.of(NodeAddresses.parse(NODES).members())
                  .owner("cache:shop:user_1".getBytes(StandardCharsets.UTF_8))
                  .name());
    }
  }

  @Test
  void aPlanSaysWhatMovesAndWhereTo() {
    Outcome plan =
        shell.run("ring", "plan", "--nodes", NODES, "--add", "d=10.0.0.4:6379", "--json");
    assertThat(plan.exit()).isZero();
    assertThat(plan.out())
        .contains("{\"from\":\"a\",\"to\":\"a\"", "{\"from\":\"b\",\"to\":\"d\"")
        .doesNotContain("\"to\":\"a\",\"from\":\"d\"");
    assertThat(Pattern.compile("\"share\":([0-9.]+)").matcher(plan.out()).results())
        .extracting(found -> Double.parseDouble(found.group(1)))
        .satisfies(
            shares ->
                assertThat(shares.stream().mapToDouble(Double::doubleValue).sum())
                    .isBetween(0.99999, 1.00001));
  }

  @Test
  void aNodeThatGoesGivesToTheOthers() {
    Outcome plan = shell.run("ring", "plan", "--nodes", NODES, "--remove", "c");
    assertThat(plan.out()).contains("c -> a", "c -> b").doesNotContain("a ->", "c keeps");
  }
}
