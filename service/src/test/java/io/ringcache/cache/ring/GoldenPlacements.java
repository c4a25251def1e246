package io.ringcache.cache.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where a program that is not ours places keys: a file, whose header says what it has and how it
 * was made.
 *
 * @param rings as our configuration has them
 * @param owners of each key, for each ring the index of the server that has the key
 */
record GoldenPlacements(List<Ring> rings, Map<String, List<Integer>> owners) {

  /** A ring's mode and nodes. */
  record Ring(RingMode mode, List<RingMember> members) {
    HashRing made() {
      return HashRing.of(members, mode);
    }
  }

  static GoldenPlacements read(String resource) throws IOException {
    List<Ring> rings = new ArrayList<>();
    Map<String, List<Integer>> owners = new LinkedHashMap<>();
    for (String line : lines(resource)) {
      String[] columns = line.split("\t", -1);
      if (columns[0].startsWith("cache:")) {
        owners.put(columns[0], indexes(columns[1]));
      } else {
        rings.add(
            new Ring(
                RingMode.valueOf(columns[0].toUpperCase(Locale.ROOT)),
                NodeAddresses.parse(columns[1]).members()));
      }
    }
    return new GoldenPlacements(rings, owners);
  }

  /** The lines of a file beside this class, without its header. */
  static List<String> lines(String resource) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GoldenPlacements.class.getResourceAsStream(resource)),
                UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static List<Integer> indexes(String column) {
    List<Integer> indexes = new ArrayList<>();
    for (String index : column.split(" ", -1)) {
      indexes.add(Integer.valueOf(index));
    }
    return indexes;
  }

  /** Every ring of ours has every key where the other program has it. */
  void assertOursAreTheSame() {
    assertThat(owners).hasSizeGreaterThanOrEqualTo(200);
    for (int i = 0; i < rings.size(); i++) {
      Ring golden = rings.get(i);
      HashRing ring = golden.made();
      for (Map.Entry<String, List<Integer>> placement : owners.entrySet()) {
        assertThat(ring.owner(placement.getKey().getBytes(UTF_8)))
            .as("owner of %s in %s", placement.getKey(), golden)
            .isEqualTo(golden.members().get(placement.getValue().get(i)));
      }
    }
  }
}
