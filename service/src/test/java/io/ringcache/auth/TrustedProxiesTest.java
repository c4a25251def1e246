package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

  private static final TrustedProxies PROXIES =
      TrustedProxies.parse(List.of("10.0.0.0/8, 192.168.1.1", "fd00::/8"));

  @ParameterizedTest(name = "{0} for [{1}] is {2}")
  @CsvSource({
    // nobody else is believed
    "8.8.8.8, , 8.8.8.8",
    "8.8.8.8, 1.1.1.1, 8.8.8.8",
    "192.168.1.2, 1.1.1.1, 192.168.1.2",
    // a proxy is
    "10.0.0.1, , 10.0.0.1",
    "10.0.0.1, 1.1.1.1, 1.1.1.1",
    "fd00::1, 1.1.1.1, 1.1.1.1",
    "10.0.0.1, 2001:db8::1, 2001:db8::1",
    "::ffff:10.0.0.1, ::ffff:1.1.1.1, 1.1.1.1",
    // and so is a chain of them, up to the first that is none
    "10.0.0.1, 1.1.1.1 10.0.0.2 192.168.1.1, 1.1.1.1",
    "10.0.0.1, 9.9.9.9 1.1.1.1 10.0.0.2, 1.1.1.1",
    "10.0.0.1, garbage 1.1.1.1, 1.1.1.1",
    "10.0.0.1, 10.0.0.3 10.0.0.2, 10.0.0.3",
    // with ports
    "10.0.0.1, 1.1.1.1:4711, 1.1.1.1",
    "10.0.0.1, [2001:db8::1]:4711, 2001:db8::1",
    "10.0.0.1, [2001:db8::1], 2001:db8::1",
    // what is no address
    "10.0.0.1, unknown, 10.0.0.1",
    "10.0.0.1, 1.1.1.1 localhost, 10.0.0.1",
    "10.0.0.1, 1.1.1.1 garbage 10.0.0.2, 10.0.0.1",
    "10.0.0.1, 1.1.1.999, 10.0.0.1",
    "10.0.0.1, 1.1, 10.0.0.1",
    "10.0.0.1, 010.1.1.1, 10.0.0.1",
    "10.0.0.1, 1.1.1.1:x, 10.0.0.1",
    "10.0.0.1, [::1, 10.0.0.1",
    "10.0.0.1, ::::, 10.0.0.1",
  })
  void theClientIsWhomTheTrustedSpeakFor(String peer, String forwarded, String client)
      throws Exception {
    List<String> header = forwarded == null ? List.of() : Arrays.asList(forwarded.split(" "));
    assertThat(PROXIES.client(InetAddress.getByName(peer), header))
        .isEqualTo(InetAddress.getByName(client));
  }
}
