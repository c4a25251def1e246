package io.ringcache.bench.load;

import java.util.Locale;

/** The keys of all that is measured: as many as there are, all of one length. */
public final class Keys {

  /** How long each is. */
  public static final int LENGTH = 11;

  private Keys() {}

  public static String name(int number) {
    return String.format(Locale.ROOT, "key_%07d", number);
  }
}
