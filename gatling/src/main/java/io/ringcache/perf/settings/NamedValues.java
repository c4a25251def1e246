package io.ringcache.perf.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings by name, each read as what it is to be, or refused in one line. */
final class NamedValues {

  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");
  private static final Map<String, Duration> UNITS =
      Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

  private final Map<String, String> values;

  NamedValues(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new WrongSetting(SettingsSource.PREFIX + name + ": is missing");
    }
    return value;
  }

  List<String> list(String name) {
    return Arrays.stream(text(name).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  List<Long> processIds(String name) {
    try {
      return list(name).stream().map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      throw refused(name, "process ids, with commas between them");
    }
  }

  int integer(String name, int least, int most) {
    try {
      int value = Integer.parseInt(text(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw refused(name, "a whole number from " + least + " to " + most);
  }

  /** Above {@code beyond}, and at most {@code most}. */
  double number(String name, double beyond, double most) {
    try {
      double value = Double.parseDouble(text(name));
      if (value > beyond && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below
    }
    throw refused(name, "a number above " + beyond + ", at most " + most);
  }

  /** Empty where it is left empty. */
  OptionalDouble optionalNumber(String name, double beyond, double most) {
    return text(name).isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(name, beyond, most));
  }

  boolean flag(String name) {
    String value = text(name);
    if (!value.equals("true") && !value.equals("false")) {
      throw refused(name, "true or false");
    }
    return value.equals("true");
  }

  Duration duration(String name) {
    Matcher matcher = DURATION.matcher(text(name));
    Duration unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw refused(name, "a time such as 30s, 5m or 2h");
    }
    return unit.multipliedBy(Long.parseLong(matcher.group(1)));
  }

  /** Empty where it is left empty. */
  Optional<URI> url(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI url = URI.create(value);
      if (List.of("http", "https").contains(url.getScheme()) && url.getHost() != null) {
        return Optional.of(url);
      }
    } catch (IllegalArgumentException e) {
      // refused below
    }
    throw refused(name, "a URL such as http://10.0.0.1:8080");
  }

  private WrongSetting refused(String name, String wanted) {
    return new WrongSetting(
        SettingsSource.PREFIX + name + ": '" + text(name) + "' is not " + wanted);
  }
}
