package io.ringcache.bench.peer;

/** What is asked of a peer. All values of one measurement are of one length. */
public enum Work {
  /** One value. */
  GET(1, true),
  /** One value is replaced by another. */
  PUT(1, false),
  /** Many values at a time. */
  MGET(100, true),
  /** Many values are replaced at a time. */
  MSET(100, false);

  private final int keys;
  private final boolean answersValues;

  Work(int keys, boolean answersValues) {
    this.keys = keys;
    this.answersValues = answersValues;
  }

  /** How many keys one request has. */
  public int keys() {
    return keys;
  }

  /** How many bytes an answer has at least. */
  public long answerBytes(int valueBytes) {
    return answersValues ? (long) keys * valueBytes : 0;
  }
}
