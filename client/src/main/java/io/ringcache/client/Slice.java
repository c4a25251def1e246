package io.ringcache.client;

/** A JSON value within an answer. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Slice(byte[] answer, int from, int to) {

  int length() {
    return to - from;
  }

  boolean isNull() {
    return length() == 4 && answer[from] == 'n';
  }
}
