package io.ringcache.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The behaviour of a backend whose nodes are real servers on this machine, by whose clock they go.
 */
public abstract class CacheServersContract extends CacheBackendContract
    implements TwoProcessesContract {

  private @Nullable CacheBackend another;

  /** Begins the other process where a test wants it. */
  @Override
  public final BlockingCache elsewhere() {
    CacheBackend process = another;
    if (process == null) {
      process = newBackend(namespaces);
      another = process;
    }
    return new BlockingCache(process, cache().namespace());
  }

  @AfterEach
  final void closeTheOther() {
    if (another != null) {
      another.close();
    }
  }

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
