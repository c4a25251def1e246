package io.ringcache.testing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is closed when the JVM ends, interrupted or not, if nobody has done it by then. Thread-safe.
 */
public final class ClosedAtExit {

  private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ClosedAtExit::closeAll));
  }

  private ClosedAtExit() {}

  public static void add(AutoCloseable open) {
    OPEN.add(open);
  }

  public static void remove(AutoCloseable closed) {
    OPEN.remove(closed);
  }

  private static void closeAll() {
    for (AutoCloseable open : List.copyOf(OPEN)) {
      try {
        open.close();
      } catch (Exception e) {
        System.err.println("can not close " + open + ": " + e);
      }
    }
  }
}
