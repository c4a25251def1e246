package io.ringcache.audit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A sink in memory, that a test has gone, stuck or choosy. */
final class FakeSink implements AuditSink {

  private final List<AuditEvent> kept = new CopyOnWriteArrayList<>();
  private volatile boolean reachable = true;
  private volatile Predicate<AuditEvent> refuses = event -> false;
  private volatile CountDownLatch passable = new CountDownLatch(0);
  private volatile int largestWrite;

  FakeSink gone() {
    reachable = false;
    return this;
  }

  void back() {
    reachable = true;
  }

  /** Lets no write through until the latch is counted down. */
  CountDownLatch stuck() {
    CountDownLatch latch = new CountDownLatch(1);
    passable = latch;
    return latch;
  }

  void refusing(Predicate<AuditEvent> refused) {
    refuses = refused;
  }

  List<AuditEvent> kept() {
    return kept;
  }

  /** Of how many events. */
  int largestWrite() {
    return largestWrite;
  }

  @Override
  public boolean isReachable() {
    return reachable;
  }

  @Override
  public boolean write(List<AuditEvent> events) {
    try {
      passable.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a writer", e);
    }
    if (!reachable) {
      return false;
    }
    if (events.stream().anyMatch(refuses)) {
      throw new IllegalArgumentException("refused");
    }
    largestWrite = Math.max(largestWrite, events.size());
    kept.addAll(events);
    return true;
  }
}
