package io.ringcache.cache.redis;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheBackendContract;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.ThreeRedisNodes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on three real nodes. */
class RedisBackendIT extends CacheBackendContract {

  @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();

  @Override
  protected CacheBackend newBackend(NamespaceDirectory namespaces) {
    return RedisBackends.connected(REDIS.addresses(), namespaces);
  }

  /** The nodes' clock is this machine's. */
  @Override
  public void letPass(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    Awaitility.await()
        .atMost(duration.plusSeconds(5))
        .pollInterval(5, TimeUnit.MILLISECONDS)
        .until(() -> System.nanoTime() - end >= 0);
  }
}
