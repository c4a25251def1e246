package io.ringcache.cache.ring;

import java.util.List;

/** How a ring scatters its members: which labels it hashes for each, four points a label. */
enum RingMode {

  /**
   * Ketama by name: 160 points for each unit of weight. A member's points depend on no other
   * member, which is what makes every change of the ring move the fewest keys.
   */
  KETAMA {
    private static final int LABELS_PER_WEIGHT = 40;

    @Override
    int labels(RingMember member, List<RingMember> all) {
      return LABELS_PER_WEIGHT * member.weight();
    }

    @Override
    String label(RingMember member, int i) {
      return member.name() + "-" + i;
    }
  };

  /**
   * How many labels the member has.
   *
   * @param all the ring's members, for modes that measure a weight against the sum
   */
  abstract int labels(RingMember member, List<RingMember> all);

  /** The member's label number {@code i}, from 0. */
  abstract String label(RingMember member, int i);
}
