package io.ringcache.client.jcache;

import io.ringcache.client.testing.RingcacheService;
import java.net.URI;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;

/** A cache manager on the shared service, as an application gets one, and a cache's name. */
abstract class OnSharedProvider {

  final String name = "t-" + UUID.randomUUID();
  final CacheManager manager = manager("ringcache.allow", "io.ringcache.client.jcache.");

  /** One with that property; the URI's path tells it from others. */
  static CacheManager manager(String property, String value) {
    Properties properties = new Properties();
    properties.setProperty("ringcache.timeout-ms", "20000");
    properties.setProperty(property, value);
    return Caching.getCachingProvider()
        .getCacheManager(
            URI.create(RingcacheService.shared().url() + "/".repeat(1 + value.length())),
            OnSharedProvider.class.getClassLoader(),
            properties);
  }

  @AfterEach
  void close() {
    Caching.getCachingProvider().close();
  }
}
