package io.ringcache.client;

/** What a write is asked to depend on. */
record Condition(String header, String value) {

  static final Condition ABSENT = new Condition("If-None-Match", "*");

  static Condition unchangedSince(String etag) {
    return new Condition("If-Match", etag);
  }
}
