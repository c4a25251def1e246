package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressesTest {

  @Test
  void aNodeIsNamedByItsAddressUnlessItHasAName() {
    assertThat(NodeAddresses.parse("10.0.0.1:6379, b=cache-2.internal:6380*3,[::1]:6381").all())
        .containsExactly(
            new NodeAddress(new RingMember("10.0.0.1:6379", 1), "10.0.0.1", 6379),
            new NodeAddress(new RingMember("b", 3), "cache-2.internal", 6380),
            new NodeAddress(new RingMember("[::1]:6381", 1), "::1", 6381));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " , ",
        "host",
        "host:",
        ":6379",
        "host:0",
        "host:65536",
        "host:6379*",
        "host:6379*0",
        "host:6379*1001",
        "=host:6379",
        "a b=host:6379",
        "host:6379 other:6379",
        "::1:6379"
      })
  void anythingElseIsRefused(String nodes) {
    assertThatThrownBy(() -> NodeAddresses.parse(nodes))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameCanNotBeGivenTwice() {
    assertThatThrownBy(() -> NodeAddresses.parse("a=one:6379, a=two:6379"))
        .hasMessage("two nodes have the same name");
  }

  @Test
  void whatIsWrongIsSaidWithTheNode() {
    assertThatThrownBy(() -> NodeAddresses.parse("good:6379, bad"))
        .hasMessageContaining("host:port")
        .hasMessageContaining("'bad'");
  }
}
