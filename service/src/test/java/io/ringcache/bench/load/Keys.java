package io.ringcache.bench.load;

/** The keys of all that is measured: as many as there are, all of one length. */
public final class Keys {

  /** How long each is. */
  public static final int LENGTH = 11;

  private Keys() {}

  public static String name(int number) {
    return "key_" + Integer.toString(10_000_000 + number).substring(1);
  }
}
