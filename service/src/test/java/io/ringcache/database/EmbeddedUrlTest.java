package io.ringcache.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedUrlTest {

  private static final String OURS =
      ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";

  @Test
  void aDatabaseInMemoryGetsOurSettings() {
    assertThat(EmbeddedUrl.complete("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x" + OURS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/ringcache", "./data/ringcache", "data/../data/./ringcache"})
  void aRelativeFileIsOneOfTheWorkingDirectory(String file) {
    assertThat(EmbeddedUrl.complete("jdbc:h2:file:" + file))
        .isEqualTo("jdbc:h2:file:" + Path.of("data/ringcache").toAbsolutePath() + OURS);
  }

  @Test
  void anAbsoluteFileStaysWhereItIs() {
    assertThat(EmbeddedUrl.complete("jdbc:h2:file:/var/lib/ringcache/ringcache"))
        .isEqualTo("jdbc:h2:file:/var/lib/ringcache/ringcache" + OURS);
  }

  @Test
  void aSettingThatIsGivenIsNotGivenAgain() {
    assertThat(EmbeddedUrl.complete("jdbc:h2:mem:x;write_delay=500;CACHE_SIZE=1024"))
        .isEqualTo(
            "jdbc:h2:mem:x;write_delay=500;CACHE_SIZE=1024"
                + ";MODE=PostgreSQL;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:mem:x", "jdbc:h2:file:x", "jdbc:h2:~/x"})
  void theUrlsOfH2AreTold(String url) {
    assertThat(EmbeddedUrl.isOne(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jdbc:h2", "JDBC:H2:mem:x", "jdbc:postgresql://h2/jdbc:h2:"})
  void othersAreNot(String url) {
    assertThat(EmbeddedUrl.isOne(url)).isFalse();
  }
}
