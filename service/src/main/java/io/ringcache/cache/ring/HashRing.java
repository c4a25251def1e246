package io.ringcache.cache.ring;

import io.ringcache.cache.RingLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Places keys on named, weighted members by consistent hashing (ketama). Immutable; a lookup takes
 * no lock and allocates nothing.
 *
 * <p>Every member has 160 points for each unit of weight on a circle of 2^32 places; a key belongs
 * to the first point at or after its own place. Where two members meet on one place, the one whose
 * name sorts first has it. Equal members make equal rings, in whatever order they are given. {@link
 * RingMode#LIBMEMCACHED} differs: in its number of points, and in that of two members that meet the
 * one given first has the place.
 *
 * <p>A ring knows nothing of failures: a member that is down keeps its keys (see {@code
 * docs/decisions/0001-ring-of-names.md}).
 *
 * @see <a href="https://github.com/RJ/ketama">libketama</a>, whose scheme this is
 */
public final class HashRing {

  /** A point's place is above these bits, so that the sign bit stays 0 and points sort as is. */
  private static final int MEMBER_BITS = 31;

  private static final long MEMBER_MASK = (1L << MEMBER_BITS) - 1;

  /** How many places the circle has. */
  private static final long CIRCLE = 1L << 32;

  private static final String MODE_SEPARATOR = ": ";
  private static final String SEPARATOR = ", ";

  private final RingMode mode;
  private final List<RingMember> members;

  /** The same as {@link #members}, in the order in which they get a place that they meet on. */
  private final List<RingMember> byPrecedence;

  /**
   * Sorted: by place, then by precedence.
   *
   * <pre>
   * bit  63  62 ............ 31  30 ....................... 0
   *      0   place on the ring   index in {@code byPrecedence}
   * </pre>
   */
  private final long[] points;

  private HashRing(
      RingMode mode, List<RingMember> members, List<RingMember> byPrecedence, long[] points) {
    this.mode = mode;
    this.members = members;
    this.byPrecedence = byPrecedence;
    this.points = points;
  }

  /**
   * The ring of these members.
   *
   * @throws IllegalArgumentException if there is none, or two have the same name
   */
  public static HashRing of(Collection<RingMember> members) {
    return of(members, RingMode.KETAMA);
  }

  /**
   * The ring of these members, as that mode makes it.
   *
   * @param members in the order of the configuration
   * @throws IllegalArgumentException if there is none, or two have the same name
   */
  public static HashRing of(Collection<RingMember> members, RingMode mode) {
    List<RingMember> byName =
        members.stream().sorted(Comparator.comparing(RingMember::name)).toList();
    if (byName.isEmpty()) {
      throw new IllegalArgumentException("a ring has at least one member");
    }
    Set<String> labels = new HashSet<>();
    for (RingMember member : byName) {
      if (!labels.add(mode.label(member, 0))) {
        throw new IllegalArgumentException("two ring members are named " + member.name());
      }
    }
    List<RingMember> byPrecedence = mode.byPrecedence(members);
    return new HashRing(mode, byName, byPrecedence, pointsOf(byPrecedence, mode));
  }

  private static long[] pointsOf(List<RingMember> members, RingMode mode) {
    long[] points = new long[4 * members.stream().mapToInt(m -> mode.labels(m, members)).sum()];
    int next = 0;
    for (int index = 0; index < members.size(); index++) {
      RingMember member = members.get(index);
      int labels = mode.labels(member, members);
      for (int i = 0; i < labels; i++) {
        byte[] digest = Md5.digest(mode.label(member, i).getBytes(StandardCharsets.UTF_8));
        for (int word = 0; word < 4; word++) {
          points[next++] = Md5.word(digest, word) << MEMBER_BITS | index;
        }
      }
    }
    Arrays.sort(points);
    return points;
  }

  /** All members, sorted by name. */
  public List<RingMember> members() {
    return members;
  }

  /** The member that keeps the key. */
  public RingMember owner(byte[] key) {
    return ownerOf(Md5.firstWord(key));
  }

  /** The member that keeps the keys of one place on the ring, 0 to 2^32 - 1. */
  RingMember ownerOf(long place) {
    return memberAt(firstPointFrom(place));
  }

  /** Where its points are, in their order; a place as often as it has points. */
  long[] places() {
    return Arrays.stream(points).map(point -> point >>> MEMBER_BITS).toArray();
  }

  /** How it looks from afar. */
  RingLayout layout() {
    return new RingLayout(
        shares(),
        LongStream.range(0, RingLayout.PLACES)
            .mapToObj(i -> ownerOf(i * CIRCLE / RingLayout.PLACES).name())
            .toList());
  }

  /** A point keeps what lies between the one before it and itself; the first, what is left. */
  private Map<String, Double> shares() {
    Map<String, Double> shares = new HashMap<>();
    members.forEach(member -> shares.put(member.name(), 0.0));
    long before = (points[points.length - 1] >>> MEMBER_BITS) - CIRCLE;
    for (int point = 0; point < points.length; point++) {
      long place = points[point] >>> MEMBER_BITS;
      shares.merge(memberAt(point).name(), (double) (place - before) / CIRCLE, Double::sum);
      before = place;
    }
    return shares;
  }

  /**
   * The first {@code n} distinct members from the key onwards, the {@link #owner} first; all of
   * them where the ring has fewer.
   *
   * @param n at least 1
   */
  public List<RingMember> owners(byte[] key, int n) {
    if (n < 1) {
      throw new IllegalArgumentException("a key has at least one owner, not " + n);
    }
    Set<RingMember> owners = new LinkedHashSet<>();
    int first = firstPointFrom(Md5.firstWord(key));
    for (int step = 0; step < points.length && owners.size() < n; step++) {
      owners.add(memberAt((first + step) % points.length));
    }
    return List.copyOf(owners);
  }

  /**
   * Tells rings apart: equal exactly where members, weights and mode are, and their order if the
   * mode goes by it, in every process and release. 32 hexadecimal digits.
   */
  public String fingerprint() {
    StringBuilder ring = new StringBuilder(mode.name());
    // a name has no line feed, and the weight follows its last asterisk: no two rings read alike
    byPrecedence.forEach(m -> ring.append('\n').append(m.name()).append('*').append(m.weight()));
    return HexFormat.of().formatHex(Md5.digest(ring.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** In words, which {@link #described} understands: {@code ketama: redis-1, redis-2*2}. */
  String description() {
    return byPrecedence.stream()
        .map(RingMember::toString)
        .collect(
            Collectors.joining(
                SEPARATOR, mode.name().toLowerCase(Locale.ROOT) + MODE_SEPARATOR, ""));
  }

  /**
   * The ring with that {@link #description}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static HashRing described(String description) {
    int end = description.indexOf(MODE_SEPARATOR);
    if (end < 0) {
      throw new IllegalArgumentException("no ring: " + description);
    }
    List<RingMember> members =
        Arrays.stream(description.substring(end + MODE_SEPARATOR.length()).split(SEPARATOR))
            .map(RingMember::parse)
            .toList();
    return of(members, RingMode.valueOf(description.substring(0, end).toUpperCase(Locale.ROOT)));
  }

  private int firstPointFrom(long place) {
    int found = Arrays.binarySearch(points, place << MEMBER_BITS);
    int point = found >= 0 ? found : -(found + 1);
    return point == points.length ? 0 : point;
  }

  private RingMember memberAt(int point) {
    return byPrecedence.get((int) (points[point] & MEMBER_MASK));
  }

  @Override
  public String toString() {
    return "HashRing" + members;
  }
}
