package io.ringcache.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The behaviour of a backend whose nodes are real servers on this machine, by whose clock they go.
 */
public abstract class CacheServersContract extends CacheBackendContract {

  @Override
  public final void letPass(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Awaitility.await()
        .atMost(duration.plusSeconds(5))
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> System.nanoTime() - end >= 0);
  }
}
