package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.code.yanf4j.core.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.rubyeye.xmemcached.impl.KetamaMemcachedSessionLocator;
import net.rubyeye.xmemcached.networking.MemcachedSession;
import net.rubyeye.xmemcached.utils.InetSocketAddressWrapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The placements are ketama's, also for programs that are not ours. */
class HashRingPlacementTest {

  /** A line of {@code ketama-placements.tsv}, whose header says how they were made. */
  record Placement(List<RingMember> ring, String key, List<String> owners) {

    static Placement parse(String line) {
      String[] columns = line.split("\t", -1);
      String[] ring = columns[0].split(" ", -1);
      List<RingMember> members = new ArrayList<>();
      for (int i = 0; i < ring.length; i += 2) {
        members.add(new RingMember(ring[i], Integer.parseInt(ring[i + 1])));
      }
      return new Placement(members, columns[1], List.of(columns[2].split(" ", -1)));
    }
  }

  static List<Placement> goldenPlacements() throws IOException {
    return GoldenPlacements.lines("ketama-placements.tsv").stream().map(Placement::parse).toList();
  }

  @ParameterizedTest
  @MethodSource("goldenPlacements")
  void aKeyIsWhereAnIndependentProgramPlacesIt(Placement golden) {
    HashRing ring = HashRing.of(golden.ring());
    byte[] key = golden.key().getBytes(UTF_8);

    assertThat(ring.owners(key, 3))
        .extracting(RingMember::name)
        .containsExactlyElementsOf(golden.owners());
    assertThat(ring.owner(key).name()).isEqualTo(golden.owners().get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 10, 40})
  void everyRingAgreesWithXmemcached(int nodes) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<RingMember> members = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        members.add(new RingMember("10.0." + seed + "." + i + ":11211", 1 + random.nextInt(3)));
      }
      HashRing ring = HashRing.of(members);
      KetamaMemcachedSessionLocator xmemcached = new KetamaMemcachedSessionLocator();
      xmemcached.updateSessions(members.stream().map(HashRingPlacementTest::session).toList());

      for (int i = 0; i < 5_000; i++) {
        String key = "key-" + i + "-" + Long.toString(random.nextLong(), 36);

        assertThat(ring.owner(key.getBytes(UTF_8)).name())
            .as("owner of %s with seed %d", key, seed)
            .isEqualTo(name(xmemcached.getSessionByKey(key)));
      }
    }
  }

  /** An open session to a server of that name and weight: all that the locator asks of it. */
  private static Session session(RingMember member) {
    InetSocketAddressWrapper address =
        new InetSocketAddressWrapper(
            InetSocketAddress.createUnresolved("unused", 1), 0, member.weight(), null);
    address.setRemoteAddressStr(member.name());
    return (Session)
        Proxy.newProxyInstance(
            MemcachedSession.class.getClassLoader(),
            new Class<?>[] {MemcachedSession.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getInetSocketAddressWrapper" -> address;
                  case "getWeight" -> member.weight();
                  case "isClosed" -> false;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static String name(Session session) {
    return ((MemcachedSession) session).getInetSocketAddressWrapper().getRemoteAddressStr();
  }
}
