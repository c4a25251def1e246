package io.ringcache.cache.memory;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheBackendContract;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.ManualClock;
import java.time.Duration;

/** The contract on the memory backend. */
final class MemoryBackendTest extends CacheBackendContract {

  private final ManualClock clock = new ManualClock();

  @Override
  protected CacheBackend newBackend(NamespaceDirectory namespaces) {
    return MemoryBackend.start(clock, Duration.ofSeconds(1), namespaces);
  }

  @Override
  public void letPass(Duration duration) {
    clock.move(duration);
  }
}
