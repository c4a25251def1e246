package io.ringcache.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobCoverTest {

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "* * true",
        "* ? true",
        "* user* true",
        "user* user* true",
        "user* user true",
        "user* user_?[ab]* true",
        "user* u* false",
        "user* use* false",
        "user* * false",
        "user* *user* false",
        "user user true",
        "user user* false",
        "user use? false",
        "us?r user true",
        "us?r us[xy]r true",
        "us?r us*r false",
        "[a-c]* b_1 true",
        "[a-c]* d_1 false",
        "[^a]* b_1 true",
        "[^a]* a_1 false",
        "[^a]* ?_1 false",
        "[ab]* [ab]1 true",
        "*_prod eu_*_prod true",
        "*_prod eu_*_test false",
        "a*b*c aXbYc true",
        "a*b*c a*b*b*c true",
        "a*b*c a*c false",
        "\\* * false",
        "* \\* true",
        "user\\* user* false",
        // within, and yet refused
        "*? ?* false",
        "[a-c] [ab] false",
      })
  void coversWhatIsSureToLieWithin(String own, String wanted, boolean covered) {
    assertThat(Glob.of(own).covers(Glob.of(wanted))).isEqualTo(covered);
  }

  /** What would hand out rights that nobody has: a key of the one that is none of the other. */
  @Test
  void neverCoversMoreThanItMatches() {
    Random random = new Random(20);
    List<String> keys = keys();
    int covered = 0;
    for (int i = 0; i < 60_000; i++) {
      Glob own = Glob.of(pattern(random));
      Glob wanted = Glob.of(pattern(random));
      if (own.covers(wanted)) {
        covered++;
        assertThat(keys)
            .filteredOn(wanted::matches)
            .as("%s covers %s", own, wanted)
            .allMatch(own::matches);
      }
    }
    assertThat(covered).isGreaterThan(1_000);
  }

  private static String pattern(Random random) {
    String[] parts = {"a", "b", "*", "*", "?", "[ab]", "[^a]", "[b-c]", "\\*", "[]", "[^]"};
    StringBuilder pattern = new StringBuilder();
    for (int length = 1 + random.nextInt(5); length > 0; length--) {
      pattern.append(parts[random.nextInt(parts.length)]);
    }
    return pattern.toString();
  }

  /** All of up to five of these. */
  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < 5; length++) {
      int to = keys.size();
      for (; from < to; from++) {
        for (String next : List.of("a", "b", "c", "*")) {
          keys.add(keys.get(from) + next);
        }
      }
    }
    return keys;
  }
}
