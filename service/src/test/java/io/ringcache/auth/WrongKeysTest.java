package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrongKeysTest {

  private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3); // it may overflow on the way
  private final WrongKeys wrongKeys = new WrongKeys(() -> now);

  @Test
  void tenAreLookedAtAndThenOneEachSixSeconds() throws Exception {
    ClientNetwork client = network("1.2.3.4");
    useUp(client);
    assertThat(wrongKeys.count(client)).isEqualTo(6);
    pass(2);
    assertThat(wrongKeys.count(client)).isEqualTo(4);
    pass(4);
    assertThat(wrongKeys.count(client)).isZero();
    assertThat(wrongKeys.count(client)).isEqualTo(6);
  }

  @Test
  void whatIsSaidOfTheWaitIsTrueHoweverManyComeMeanwhile() throws Exception {
    ClientNetwork client = network("1.2.3.4");
    useUp(client);
    for (int i = 0; i < 1000; i++) {
      assertThat(wrongKeys.count(client)).isEqualTo(6);
    }
    pass(6);
    assertThat(wrongKeys.count(client)).isZero();
  }

  @Test
  void aWaitIsRoundedUp() throws Exception {
    ClientNetwork client = network("1.2.3.4");
    useUp(client);
    now += 1;
    assertThat(wrongKeys.count(client)).isEqualTo(6);
    now += TimeUnit.SECONDS.toNanos(6) - 2;
    assertThat(wrongKeys.count(client)).isEqualTo(1);
    now += 1;
    assertThat(wrongKeys.count(client)).isZero();
  }

  @Test
  void afterAMinuteEverythingIsForgotten() throws Exception {
    ClientNetwork client = network("1.2.3.4");
    useUp(client);
    pass(60);
    useUp(client);
    assertThat(wrongKeys.count(client)).isEqualTo(6);
  }

  @Test
  void oneAddressDoesNotSlowAnother() throws Exception {
    useUp(network("1.2.3.4"));
    assertThat(wrongKeys.count(network("1.2.3.5"))).isZero();
    assertThat(wrongKeys.count(network("::102:304"))).isZero();
  }

  @Test
  void ofIpv6ANetworkIsOneClient() throws Exception {
    useUp(network("2001:db8:1:2::1"));
    assertThat(wrongKeys.count(network("2001:db8:1:2:ffff::9"))).isEqualTo(6);
    assertThat(wrongKeys.count(network("2001:db8:1:3::1"))).isZero();
  }

  private void useUp(ClientNetwork client) {
    for (int i = 0; i < WrongKeys.AT_ONCE; i++) {
      assertThat(wrongKeys.count(client)).isZero();
    }
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static ClientNetwork network(String address) throws UnknownHostException {
    return ClientNetwork.of(InetAddress.getByName(address));
  }
}
