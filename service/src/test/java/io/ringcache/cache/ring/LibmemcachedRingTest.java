package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibmemcachedRingTest {

  private static final RingMember A = RingMember.of("a:11211");
  private static final RingMember B = RingMember.of("b:11212");

  @Test
  void everyKeyIsWhereLibmemcachedPlacesIt() throws IOException {
    GoldenPlacements golden = GoldenPlacements.read("libmemcached-placements.tsv");

    assertThat(golden.rings()).hasSize(11).extracting("mode").containsOnly(RingMode.LIBMEMCACHED);
    golden.assertOursAreTheSame();
  }

  @Test
  void theLabelIsTheServersNameWithoutItsStandardPort() {
    assertThat(List.of(A, B, RingMember.of("[::1]:11211"), RingMember.of("[::1]:1")))
        .extracting(member -> RingMode.LIBMEMCACHED.label(member, 7))
        .containsExactly("a-7", "b:11212-7", "::1-7", "::1:1-7");
  }

  @ParameterizedTest
  @CsvSource({"1, 40", "3, 40", "24, 40", "25, 39", "26, 40", "47, 39", "1000, 40"})
  void equalMembersHaveTheLabelsThatFloatArithmeticLeaves(int members, int labels) {
    List<RingMember> all =
        IntStream.range(0, members).mapToObj(i -> RingMember.of("node-" + i)).toList();

    assertThat(RingMode.LIBMEMCACHED.labels(all.get(0), all)).isEqualTo(labels);
  }

  @Test
  void aMemberThatIsFarLighterThanTheOthersHasNoKeys() {
    RingMember light = RingMember.of("light:11211");
    HashRing ring =
        HashRing.of(List.of(light, new RingMember("heavy:11211", 1000)), RingMode.LIBMEMCACHED);

    for (int i = 0; i < 10_000; i++) {
      assertThat(ring.owner(("key-" + i).getBytes(UTF_8))).isNotEqualTo(light);
    }
  }

  @Test
  void theOrderIsPartOfTheFingerprintBecauseItDecidesWhereTwoMembersMeet() {
    assertThat(
            List.of(
                HashRing.of(List.of(A, B), RingMode.LIBMEMCACHED).fingerprint(),
                HashRing.of(List.of(B, A), RingMode.LIBMEMCACHED).fingerprint(),
                HashRing.of(List.of(A, B), RingMode.KETAMA).fingerprint()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theMembersAreListedByNameAllTheSame() {
    assertThat(HashRing.of(List.of(B, A), RingMode.LIBMEMCACHED).members()).containsExactly(A, B);
  }

  @Test
  void twoNamesOfOneServerAreRefused() {
    List<RingMember> members = List.of(A, B, RingMember.of("a"));

    assertThatThrownBy(() -> HashRing.of(members, RingMode.LIBMEMCACHED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named a:11211");
    assertThat(HashRing.of(members, RingMode.KETAMA).members()).hasSize(3);
  }
}
