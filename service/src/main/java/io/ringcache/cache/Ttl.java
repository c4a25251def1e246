package io.ringcache.cache;

/**
 * How long an entry lives, in whole seconds: 1 to 315,360,000 (ten years), or {@link #FOREVER}.
 *
 * @param seconds 0 stands for ever
 */
public record Ttl(int seconds) {

  /** Ten years of 365 days. */
  public static final int MAX_SECONDS = 315_360_000;

  /** The entry stays until it is deleted or evicted. */
  public static final Ttl FOREVER = new Ttl(0);

  /**
   * Checks the bounds.
   *
   * @throws InvalidInputException with the field {@code ttl} if out of range
   */
  public Ttl {
    if (seconds < 0 || seconds > MAX_SECONDS) {
      throw invalid();
    }
  }

  /**
   * The ttl that a client asked for.
   *
   * @throws InvalidInputException with the field {@code ttl} if it is not 1 to {@link #MAX_SECONDS}
   */
  public static Ttl ofSeconds(long seconds) {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw invalid();
    }
    return new Ttl((int) seconds);
  }

  public boolean isForever() {
    return seconds == 0;
  }

  public long millis() {
    return seconds * 1000L;
  }

  private static InvalidInputException invalid() {
    return new InvalidInputException(
        InvalidInputException.Field.TTL,
        "ttl is a whole number of seconds from 1 to " + MAX_SECONDS);
  }
}
