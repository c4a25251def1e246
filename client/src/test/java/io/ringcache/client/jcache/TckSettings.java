package io.ringcache.client.jcache;

import io.ringcache.client.testing.RingcacheService;
import org.junit.AfterClass;
import org.junit.BeforeClass;

/** How the TCK finds the provider's classes, and the provider the shared service. */
public abstract class TckSettings {

  /** The TCK's classes are serializable rather than beans. */
  @BeforeClass
  public static void settings() {
    System.setProperty("ringcache.url", RingcacheService.shared().url());
    System.setProperty("ringcache.timeout-ms", "20000");
    System.setProperty("ringcache.codec", "java");
    System.setProperty("ringcache.filter", "domain.*;org.jsr107.tck.**;java.base/*");
    System.setProperty("java.net.preferIPv4Stack", "true");
    System.setProperty("javax.cache.CacheManager", RemoteCacheManager.class.getName());
    System.setProperty("javax.cache.Cache", RemoteCache.class.getName());
    System.setProperty("javax.cache.Cache.Entry", CacheView.class.getName());
  }

  @AfterClass
  public static void noSettings() {
    System.getProperties().keySet().removeIf(name -> name.toString().startsWith("ringcache."));
  }
}
