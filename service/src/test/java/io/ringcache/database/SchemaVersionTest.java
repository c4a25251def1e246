package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaVersionTest {

  @Test
  void oursIsTheLastStepOfTheMigrations() throws IOException {
    assertThat(matches("tag=\"schema-(\\d+)\"")).isEqualTo(upTo(SchemaVersion.OURS.number()));
  }

  @Test
  void everyStepHasTheNameOfItsTag() throws IOException {
    assertThat(matches(" id=\"schema-(\\d+)\"")).isEqualTo(matches("tag=\"schema-(\\d+)\""));
  }

  @Test
  void aRefusalNamesBothVersionsAndWhatToDo() {
    assertThat(new SchemaVersion(0).refusal()).contains("no schema", "version 5", "`db migrate`");
    assertThat(new SchemaVersion(3).refusal())
        .contains("version 3, older than the version 5", "`db migrate`");
    assertThat(new SchemaVersion(6).refusal())
        .contains("version 6, newer than the version 5", "`db rollback -t schema-5`");
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static List<Integer> matches(String regex) throws IOException {
    return Pattern.compile(regex)
        .matcher(migrations())
        .results()
        .map((MatchResult match) -> Integer.valueOf(match.group(1)))
        .toList();
  }

  private static String migrations() throws IOException {
    try (InputStream file =
        SchemaVersion.class.getClassLoader().getResourceAsStream(Migrations.FILE)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
