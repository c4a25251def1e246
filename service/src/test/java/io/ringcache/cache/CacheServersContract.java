package io.ringcache.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The behaviour of a backend whose nodes are real servers on this machine, by whose clock they go.
 */
public abstract class CacheServersContract extends CacheBackendContract {

  /**
   * The {@code commandTimeout} of backends here: what they do is tested, not how fast a machine is
   * that may have other things to do. Deadlines have tests of their own.
   */
  protected static final String PATIENCE = "5s";

  @Override
  public final void letPass(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Awaitility.await()
        .atMost(duration.plusSeconds(5))
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> System.nanoTime() - end >= 0);
  }
}
