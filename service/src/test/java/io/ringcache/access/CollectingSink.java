package io.ringcache.access;

import java.util.ArrayList;
import java.util.List;

/** Keeps entries in memory, and refuses what the test says. Thread-safe. */
final class CollectingSink implements AccessSink {

  private final List<AccessEntry> kept = new ArrayList<>();
  private boolean reachable = true;
  private int refusals;

  synchronized void setReachable(boolean reachable) {
    this.reachable = reachable;
  }

  /** The next that many writes fail. */
  synchronized void refuse(int writes) {
    refusals = writes;
  }

  synchronized List<AccessEntry> kept() {
    return List.copyOf(kept);
  }

  @Override
  public synchronized boolean isReachable() {
    return reachable;
  }

  @Override
  public synchronized void write(List<AccessEntry> entries) {
    if (refusals > 0) {
      refusals--;
      throw new IllegalStateException("refused");
    }
    kept.addAll(entries);
  }
}
