package io.ringcache.bench;

import java.util.Locale;

/**
 * What was asked for, and what came out.
 *
 * @param measured not a number where it could not be measured
 * @param atLeast whether less than the bound is a miss, rather than more
 */
record Target(String what, double measured, boolean atLeast, double bound, String unit) {

  static final String TIMES = " ×";

  static Target atLeast(String what, double measured, double bound) {
    return new Target(what, measured, true, bound, TIMES);
  }

  static Target atMost(String what, double measured, double bound, String unit) {
    return new Target(what, measured, false, bound, unit);
  }

  boolean isMissed() {
    return atLeast ? measured < bound : measured > bound;
  }

  /** Such as {@code ≥ 1.00 ×: **missed**}. */
  String askedFor() {
    String asked = (atLeast ? "≥ " : "≤ ") + number(bound) + unit;
    if (Double.isNaN(measured)) {
      return asked + ": not measured";
    }
    return isMissed() ? asked + ": **missed**" : asked;
  }

  /** A row of a table: what, measured, asked for. */
  String row() {
    String figure = Double.isNaN(measured) ? "–" : number(measured) + unit;
    return "| " + what + " | " + figure + " | " + askedFor() + " |\n";
  }

  private static String number(double figure) {
    return figure == Math.rint(figure) && figure >= 10
        ? String.format(Locale.ROOT, "%,.0f", figure)
        : String.format(Locale.ROOT, "%,.2f", figure);
  }
}
