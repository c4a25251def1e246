package io.ringcache.bench;

import java.util.List;

/** What a program ends with. */
final class Verdict {

  private Verdict() {}

  /** Says so, and ends the JVM with a failure, if a target was missed. */
  static void end(List<Target> targets) {
    if (targets.stream().anyMatch(Target::isMissed)) {
      System.err.println("That is not all that was asked for.");
      System.exit(1);
    }
  }
}
