package io.ringcache.perf.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyProfileIsComplete(Profile profile) {
    assertThat(Settings.of(given("profile", profile.spelling())).profile()).isEqualTo(profile);
  }

  @Test
  void withoutAnythingItIsTheSmokeProfile() {
    Settings settings = Settings.of(new Properties());
    assertThat(settings.profile()).isEqualTo(Profile.SMOKE);
    assertThat(settings.judging().latencies()).isFalse();
    assertThat(settings.target().isOwn()).isFalse();
  }

  @Test
  void aMillionKeysAreThereInEarnestAndFewerInTheSmokeProfile() {
    assertThat(Settings.of(given("profile", "baseline")).data().keys()).isEqualTo(1_000_000);
    assertThat(Settings.of(given("profile", "smoke")).data().keys()).isLessThan(1_000_000);
  }

  @Test
  void whatIsGivenWinsOverTheProfile() {
    Settings settings = Settings.of(given("phase", "7m"));
    assertThat(settings.load().phase()).isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void whatAnotherRunHasLeftIsReadAgain(@TempDir Path directory) throws IOException {
    Properties given = given("profile", "soak");
    given.setProperty("perf.keys", "5000");
    Map<String, String> values = SettingsSource.read(given);
    Path file = directory.resolve("settings.properties");
    Properties written = new Properties();
    written.putAll(values);
    try (Writer writer = Files.newBufferedWriter(file)) {
      written.store(writer, null);
    }
    Properties system = new Properties();
    system.setProperty(SettingsSource.FILE, file.toString());
    assertThat(Settings.of(system)).isEqualTo(Settings.of(given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile        | load                | perf.profile: there is no 'load', only smoke, baseline, capacity, soak",
        "key            | 5                   | perf.key: there is no such setting, see gatling/README.md",
        "smoke.keys     | 5000                | perf.smoke.keys: there is no such setting, see gatling/README.md",
        "keys           | many                | perf.keys: 'many' is not a whole number from 1000 to 100000000",
        "keys           | 5                   | perf.keys: '5' is not a whole number from 1000 to 100000000",
        "batch          | 1001                | perf.batch: '1001' is not a whole number from 1 to 1000",
        "phase          | 10                  | perf.phase: '10' is not a time such as 30s, 5m or 2h",
        "phase          | 0s                  | perf.phase: '0s' is not a time such as 30s, 5m or 2h",
        "fraction       | 1.1                 | perf.fraction: '1.1' is not a number above 0.0, at most 1.0",
        "fraction       | NaN                 | perf.fraction: 'NaN' is not a number above 0.0, at most 1.0",
        "rate.read      | fast                | perf.rate.read: 'fast' is not a number above 0.0, at most 1.0E7",
        "judge.latencies | yes                | perf.judge.latencies: 'yes' is not true or false",
        "base.url       | localhost:8080      | perf.base.url: 'localhost:8080' is not a URL such as http://10.0.0.1:8080",
        "base.url       | http://a b          | perf.base.url: 'http://a b' is not a URL such as http://10.0.0.1:8080",
        "nodes          | 10.0.0.1            | perf.nodes: '10.0.0.1' is not host:port",
        "node.processes | 17, redis           | perf.node.processes: '17, redis' is not process ids, with commas between them",
      })
  void aWrongSettingIsOneLineThatSaysWhatIsWrong(String name, String value, String message) {
    Properties given = given(name, value);
    assertThatThrownBy(() -> Settings.of(given))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(message);
  }

  private static Properties given(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty("perf." + name, value);
    return properties;
  }
}
