package io.ringcache.cache.ring;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How a ring scatters its members: which labels it hashes for each, four points a label. */
public enum RingMode {

  /**
   * Ketama by name: 160 points for each unit of weight. A member's points depend on no other
   * member, which is what makes every change of the ring move the fewest keys.
   */
  KETAMA {
    private static final int LABELS_PER_WEIGHT = 40;

    @Override
    int labels(RingMember member, Collection<RingMember> all) {
      return LABELS_PER_WEIGHT * member.weight();
    }

    @Override
    String label(RingMember member, int i) {
      return member.name() + "-" + i;
    }

    @Override
    List<RingMember> byPrecedence(Collection<RingMember> members) {
      return members.stream().sorted(Comparator.comparing(RingMember::name)).toList();
    }
  },

  /**
   * As libmemcached places keys with {@code MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED}, and twemproxy with
   * {@code hash: md5}. The names are what those call the servers: {@code host:port}, of which port
   * 11211 and an IPv6 address's brackets are not hashed.
   *
   * <p>The points are 160 a member in the mean, shared by weight and rounded down to a label, so
   * that a member far lighter than the others may have none. A weight that changes moves keys
   * between all members.
   *
   * @see <a
   *     href="https://github.com/awesomized/libmemcached/blob/v1.x/src/libmemcached/hosts.cc">update_continuum</a>
   */
  LIBMEMCACHED {
    private static final int POINTS_PER_MEMBER = 160;
    private static final int POINTS_PER_LABEL = 4;
    private static final String DEFAULT_PORT = ":11211";

    /** In float and in this order, since the rounding decides: of 25 equal members each has 39. */
    @Override
    int labels(RingMember member, Collection<RingMember> all) {
      float share =
          (float) member.weight() / (float) all.stream().mapToInt(RingMember::weight).sum();
      float labels = share * POINTS_PER_MEMBER / POINTS_PER_LABEL * (float) all.size();
      return (int) (labels + 0.0000000001F);
    }

    @Override
    String label(RingMember member, int i) {
      String server = member.name().replace("[", "").replace("]", "");
      if (server.endsWith(DEFAULT_PORT)) {
        server = server.substring(0, server.length() - DEFAULT_PORT.length());
      }
      return server + "-" + i;
    }

    @Override
    List<RingMember> byPrecedence(Collection<RingMember> members) {
      return List.copyOf(members);
    }
  };

  /**
   * How many labels the member has.
   *
   * @param all the ring's members, for modes that measure a weight against the sum
   */
  abstract int labels(RingMember member, Collection<RingMember> all);

  /** The member's label number {@code i}, from 0. */
  abstract String label(RingMember member, int i);

  /**
   * The members, those first that have a place which others have a point on as well.
   *
   * @param members in the order of the configuration
   */
  abstract List<RingMember> byPrecedence(Collection<RingMember> members);
}
