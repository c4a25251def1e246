package io.ringcache.perf.objectives;

import java.util.Locale;

/** What a figure has to be. */
public record Bound(Comparison comparison, double limit) {

  /** How. */
  public enum Comparison {
    BELOW("<"),
    ABOVE(">"),
    AT_MOST("≤");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }
  }

  public static Bound below(double limit) {
    return new Bound(Comparison.BELOW, limit);
  }

  public static Bound above(double limit) {
    return new Bound(Comparison.ABOVE, limit);
  }

  public static Bound atMost(double limit) {
    return new Bound(Comparison.AT_MOST, limit);
  }

  /** Whether it is; NaN never. */
  public boolean isMet(double value) {
    return switch (comparison) {
      case BELOW -> value < limit;
      case ABOVE -> value > limit;
      case AT_MOST -> value <= limit;
    };
  }

  @Override
  public String toString() {
    return comparison.sign + " " + number(limit);
  }

  /** With as many digits as are worth reading. */
  public static String number(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.3f" : "%.1f", value);
  }
}
