package io.ringcache.perf.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a run is for; perf.properties says what it changes. */
public enum Profile {
  SMOKE,
  BASELINE,
  CAPACITY,
  SOAK;

  static Profile of(String name) {
    return Arrays.stream(values())
        .filter(profile -> profile.spelling().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongSetting("perf.profile: there is no '" + name + "', only " + spellings()));
  }

  /** As it is written in settings. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String spellings() {
    return Arrays.stream(values()).map(Profile::spelling).collect(Collectors.joining(", "));
  }
}
