package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ringcache.cache.RingLayout;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a single ring does. {@link HashRingPropertiesTest} has what holds for all of them. */
class HashRingTest {

  /** Two names of which a point each falls on the same place, found by trying. */
  private static final RingMember FIRST_BY_NAME = RingMember.of("10.1.1.83:6379");

  private static final RingMember SECOND_BY_NAME = RingMember.of("10.1.3.56:6379");
  private static final long SHARED_PLACE = 2_508_037_051L;

  private final HashRing three =
      HashRing.of(List.of(RingMember.of("c"), new RingMember("a", 2), RingMember.of("b")));

  @Test
  void aRingWithoutMembersIsRefused() {
    assertThatThrownBy(() -> HashRing.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  @Test
  void twoMembersOfOneNameAreRefusedAlsoWithDifferentWeights() {
    List<RingMember> members =
        List.of(new RingMember("a", 1), RingMember.of("b"), new RingMember("a", 2));

    assertThatThrownBy(() -> HashRing.of(members))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named a");
  }

  @Test
  void theMembersAreListedByName() {
    assertThat(three.members())
        .containsExactly(new RingMember("a", 2), RingMember.of("b"), RingMember.of("c"));
    assertThat(three).hasToString("HashRing[a*2, b, c]");
  }

  @Test
  void aSingleMemberOwnsEveryPlace() {
    RingMember only = RingMember.of("only");
    HashRing ring = HashRing.of(List.of(only));

    for (long place = 0; place < 1L << 32; place += 1 << 22) {
      assertThat(ring.ownerOf(place)).as("place %d", place).isEqualTo(only);
    }
    assertThat(ring.owner(new byte[0])).isEqualTo(only);
    assertThat(ring.owners(new byte[0], 3)).containsExactly(only);
  }

  @Test
  void theSharesOfItsLayoutAreThoseOfThePlaces() {
    Map<String, Double> shares = three.layout().shares();
    int places = 1 << 16;
    Map<String, Long> counted =
        IntStream.range(0, places)
            .mapToObj(i -> three.ownerOf((long) i << 16).name())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(shares).containsOnlyKeys("a", "b", "c");
    shares.forEach(
        (name, share) ->
            assertThat((double) counted.getOrDefault(name, 0L) / places)
                .as(name)
                .isCloseTo(share, within(0.01)));
    assertThat(shares.get("a")).as("of twice the weight").isBetween(0.42, 0.58);
  }

  @Test
  void aSingleMemberHasAllOfTheLayout() {
    RingLayout layout = HashRing.of(List.of(RingMember.of("only"))).layout();

    assertThat(layout.shares()).containsExactly(Map.entry("only", 1.0));
    assertThat(layout.places()).hasSize(RingLayout.PLACES).containsOnly("only");
  }

  @Test
  void whereTwoMembersMeetTheFirstByNameHasThePlace() {
    for (List<RingMember> members :
        List.of(List.of(FIRST_BY_NAME, SECOND_BY_NAME), List.of(SECOND_BY_NAME, FIRST_BY_NAME))) {
      HashRing ring = HashRing.of(members);

      assertThat(ring.ownerOf(SHARED_PLACE)).as("of %s", members).isEqualTo(FIRST_BY_NAME);
      assertThat(ring.ownerOf(SHARED_PLACE - 1)).as("of %s", members).isEqualTo(FIRST_BY_NAME);
    }
  }

  @Test
  void bothHaveAPointThere() {
    for (RingMember member : List.of(FIRST_BY_NAME, SECOND_BY_NAME)) {
      assertThat(points(member)).contains(SHARED_PLACE);
    }
  }

  @Test
  void aKeyHasAtLeastOneOwnerAndNoMoreThanThereAreMembers() {
    byte[] key = "key".getBytes(UTF_8);

    assertThat(three.owners(key, 100)).containsExactlyInAnyOrderElementsOf(three.members());
    assertThatThrownBy(() -> three.owners(key, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFingerprintIsTheMd5OfModeNamesAndWeights() {
    // printf 'KETAMA\na*2\nb*1\nc*1' | md5sum: other processes and releases must find the same
    assertThat(three.fingerprint()).isEqualTo("4183c63b9aa8e13d9e676e8982ae7c78");
  }

  @Test
  void anotherWeightOrNameIsAnotherFingerprint() {
    assertThat(
            List.of(
                three.fingerprint(),
                fingerprint(RingMember.of("a"), RingMember.of("b"), RingMember.of("c")),
                fingerprint(new RingMember("a", 2), RingMember.of("b"), RingMember.of("d")),
                fingerprint(new RingMember("a", 2), RingMember.of("b"))))
        .doesNotHaveDuplicates();
  }

  @Test
  void manyThreadsFindWhatOneFinds() {
    List<byte[]> keys =
        IntStream.range(0, 100_000).mapToObj(i -> ("key-" + i).getBytes(UTF_8)).toList();

    assertThat(keys.parallelStream().map(three::owner).toList())
        .isEqualTo(keys.stream().map(three::owner).toList());
  }

  @Test
  void aLookupAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] key = "cache:users:user_123".getBytes(UTF_8);
    int lookups = 20_000;
    lookUp(key, lookups);

    long before = threads.getCurrentThreadAllocatedBytes();
    lookUp(key, lookups);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).as("bytes in %d lookups", lookups).isLessThan(lookups);
  }

  private static List<Long> points(RingMember member) {
    return IntStream.range(0, RingMode.KETAMA.labels(member, List.of(member)))
        .mapToObj(i -> Md5.digest(RingMode.KETAMA.label(member, i).getBytes(UTF_8)))
        .flatMap(digest -> IntStream.range(0, 4).mapToObj(word -> Md5.word(digest, word)))
        .toList();
  }

  private void lookUp(byte[] key, int times) {
    for (int i = 0; i < times; i++) {
      three.owner(key);
    }
  }

  private static String fingerprint(RingMember... members) {
    return HashRing.of(List.of(members)).fingerprint();
  }
}
