package io.ringcache.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements InstantSource {

  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves it on, or back. */
  public synchronized void move(Duration duration) {
    now = now.plus(duration);
  }
}
