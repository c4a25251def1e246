package io.ringcache.entry;

import java.util.Set;

/** The calls that have a name in the place of a key, for tests of other packages. */
public final class CallNames {

  private CallNames() {}

  public static Set<String> all() {
    return NamedCalls.names();
  }
}
