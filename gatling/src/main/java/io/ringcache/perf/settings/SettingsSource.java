package io.ringcache.perf.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where settings come from: the defaults, what the profile changes of them, and what was given with
 * -D, which wins. The result has one value a name, and nothing of other profiles.
 */
public final class SettingsSource {

  /** What a setting given with -D begins with. */
  static final String PREFIX = "perf.";

  /** Names a file of settings that takes the place of the defaults, as another run has left it. */
  public static final String FILE = "perf.settings";

  private static final String DEFAULTS = "/perf.properties";
  private static final String PROFILE = "profile";

  private SettingsSource() {}

  /**
   * What is to be done, as the system's properties have it.
   *
   * @throws WrongSetting if a name is not known, or the profile
   */
  public static Map<String, String> read(Properties system) {
    String file = system.getProperty(FILE);
    Map<String, String> base = file == null ? defaults() : load(Path.of(file));
    return resolve(base, given(system));
  }

  /** The defaults, with their profiles' lines. */
  static Map<String, String> defaults() {
    try (InputStream in = SettingsSource.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException(DEFAULTS + " is not on the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return texts(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> resolve(Map<String, String> base, Map<String, String> given) {
    Map<String, String> plain = new TreeMap<>();
    base.forEach(
        (name, value) -> {
          if (profileOf(name).isEmpty()) {
            plain.put(name, value);
          }
        });
    given.forEach(
        (name, value) -> {
          if (!plain.containsKey(name)) {
            throw new WrongSetting(
                PREFIX + name + ": there is no such setting, see gatling/README.md");
          }
        });
    Profile profile = Profile.of(given.getOrDefault(PROFILE, plain.getOrDefault(PROFILE, "")));
    String own = profile.spelling() + ".";
    base.forEach(
        (name, value) -> {
          if (name.startsWith(own)) {
            plain.put(name.substring(own.length()), value);
          }
        });
    plain.putAll(given);
    return plain;
  }

  private static String profileOf(String name) {
    return Arrays.stream(Profile.values())
        .map(Profile::spelling)
        .filter(spelling -> name.startsWith(spelling + "."))
        .findFirst()
        .orElse("");
  }

  private static Map<String, String> given(Properties system) {
    Map<String, String> given = new TreeMap<>();
    texts(system)
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX) && !RunDirectory.isAboutIt(name)) {
                given.put(name.substring(PREFIX.length()), value.strip());
              }
            });
    return given;
  }

  private static Map<String, String> load(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      return texts(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(Properties properties) {
    Map<String, String> texts = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> texts.put(name, properties.getProperty(name).strip()));
    return texts;
  }
}
