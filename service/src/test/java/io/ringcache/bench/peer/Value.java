package io.ringcache.bench.peer;

/** The values of all that is measured: a JSON string, all alike. */
final class Value {

  private Value() {}

  /** As JSON, of that many bytes with its quotes. */
  static String json(int bytes) {
    return '"' + "x".repeat(bytes - 2) + '"';
  }
}
