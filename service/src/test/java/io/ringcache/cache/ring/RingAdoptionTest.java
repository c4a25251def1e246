package io.ringcache.cache.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.RingControl.Adoption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is left of adoptions that were cut off, and what the next one makes of it. */
class RingAdoptionTest extends OnThreeFakeNodes {

  private static final RingChange FIRST = new RingChange(1000, 1);
  private static final RingChange SECOND = new RingChange(2000, 2);

  private final FakeNode d = new FakeNode("d");
  private final List<FakeNode> four = List.of(a, b, c, d);
  private final HashRing ringOfFour =
      HashRing.of(Stream.of("a", "b", "c", "d").map(RingMember::of).toList());

  @Test
  void aRingThatFillsAllNodesIsAdoptedAlready() {
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    assertThat(adopt(ring, nodes)).isEqualTo(Adoption.ALREADY_ADOPTED);
    assertThat(marks(nodes)).allMatch(mark -> mark.equals(RingMark.of(FIRST, name(ring), true)));
  }

  @Test
  void aNodeThatIsAddedIsEmptiedAndTheOthersAreLeftToBeSweptLater() {
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    putAll();
    d.entries.put(keys.get(0), ENTRY);

    assertThat(adopt(ringOfFour, four)).isEqualTo(Adoption.ADOPTED);

    assertThat(d.entries).isEmpty();
    assertThat(nodes).allMatch(node -> node.entries.keySet().containsAll(keysOf(node)));
    assertThat(marks(four)).allMatch(mark -> mark.isOf(name(ringOfFour)) && mark.isUnswept());
    assertThat(marks(four).stream().map(mark -> mark.filled().orElseThrow().change()).distinct())
        .hasSize(1)
        .allMatch(change -> change.compareTo(FIRST) > 0);
  }

  @Test
  void whatASweepHadNotDroppedYetGoesBeforeTheWayBack() {
    four.forEach(node -> fill(node, ringOfFour, SECOND, false));
    putAll(); // by the ring of three: what moved to d is still where it was

    adopt(ring, nodes);

    for (FakeNode node : nodes) {
      assertThat(node.entries.keySet())
          .containsExactlyElementsOf(
              keysOf(node).stream().filter(key -> ownerOfFour(key).equals(node.name())).toList());
    }
  }

  @Test
  void aNodeThatWasTakenOutAndComesBackIsEmptied() {
    Stream.of(a, b).forEach(node -> fill(node, ringOf("a", "b"), SECOND, true));
    fill(c, ring, FIRST, true);
    putAll();

    adopt(ring, nodes);

    assertThat(c.entries).isEmpty();
    assertThat(a.entries).isNotEmpty();
  }

  @Test
  void anAnnouncementThatWasNotFollowedCostsNothingWhoeverGoesOn() {
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    a.mark = Optional.of(mark(a).with(new RingMark.Next(SECOND, name(ringOfFour))).text());
    putAll();

    assertThat(adopt(ring, nodes)).isEqualTo(Adoption.ADOPTED);

    assertThat(nodes).allMatch(node -> node.entries.keySet().containsAll(keysOf(node)));
    assertThat(marks(nodes)).allMatch(mark -> mark.isOf(name(ring)));
  }

  @Test
  void anAdoptionThatHadComeToSomeNodesIsFinishedByTheNext() {
    RingMark.Next next = new RingMark.Next(SECOND, name(ringOfFour));
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    putAll();
    Stream.of(b, c).forEach(node -> node.mark = Optional.of(mark(node).with(next).text()));
    Stream.of(a, d).forEach(node -> fill(node, ringOfFour, SECOND, false));

    adopt(ringOfFour, four);

    assertThat(marks(four)).allMatch(mark -> mark.isOf(name(ringOfFour)));
    assertThat(marks(four)).allMatch(mark -> mark.isFrom(SECOND));
    assertThat(nodes).allMatch(node -> node.entries.keySet().containsAll(keysOf(node)));
  }

  @Test
  void oneThatHadComeToSomeNodesMayHaveBeenServedSoItsMovesCountOnTheWayBack() {
    RingMark.Next next = new RingMark.Next(SECOND, name(ringOfFour));
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    putAll();
    nodes.forEach(node -> node.mark = Optional.of(mark(node).with(next).text()));
    Stream.of(a, d).forEach(node -> fill(node, ringOfFour, SECOND, false));

    adopt(ring, nodes);

    assertThat(nodes.stream().flatMap(node -> node.entries.keySet().stream()))
        .isNotEmpty()
        .noneMatch(key -> ownerOfFour(key).equals("d"));
  }

  @Test
  void aNodeThatDoesNotAnswerRefusesItBeforeAnythingIsWritten() {
    nodes.forEach(node -> fill(node, ring, FIRST, true));
    List<RingMark> before = marks(nodes);
    d.failWith(new CacheException.NodeUnavailable("d", "refused"));

    assertThat(catchThrowable(() -> adopt(ringOfFour, four)))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(CacheException.NodeUnavailable.class)
        .hasMessageContaining("node d");
    assertThat(marks(nodes)).isEqualTo(before);
  }

  /** By the ring of three. */
  private void putAll() {
    keys.forEach(key -> owner(key).entries.put(key, ENTRY));
  }

  private static Adoption adopt(HashRing ring, List<FakeNode> nodes) {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(1));
    return new RingAdoption(Topology.of(1, ring, nodes), clock, 0)
        .run()
        .toCompletableFuture()
        .join();
  }

  private static void fill(FakeNode node, HashRing ring, RingChange change, boolean swept) {
    node.mark = Optional.of(RingMark.of(change, name(ring), swept).text());
  }

  private static RingMark mark(FakeNode node) {
    return RingMark.parse(node.mark.orElseThrow());
  }

  private static List<RingMark> marks(List<FakeNode> nodes) {
    return nodes.stream().map(RingAdoptionTest::mark).toList();
  }

  private static RingName name(HashRing ring) {
    return RingName.of(ring);
  }

  private static HashRing ringOf(String... names) {
    return HashRing.of(Stream.of(names).map(RingMember::of).toList());
  }

  private String ownerOfFour(CacheKey key) {
    return ringOfFour.owner(stored(key)).name();
  }
}
