package io.ringcache.client.jcache;

import java.lang.management.ManagementFactory;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheMXBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A cache's beans in the platform's server. */
final class Management implements CacheMXBean {

  private final CompleteConfiguration<?, ?> settings;

  Management(CompleteConfiguration<?, ?> settings) {
    this.settings = settings;
  }

  /**
   * Has a bean there, or not.
   *
   * @param type {@code CacheConfiguration} or {@code CacheStatistics}
   */
  static void show(CacheManager manager, String cache, String type, Object bean, boolean shown) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name =
          new ObjectName(
              "javax.cache:type="
                  + type
                  + ",CacheManager="
                  + plain(manager.getURI().toString())
                  + ",Cache="
                  + plain(cache));
      if (shown && !server.isRegistered(name)) {
        server.registerMBean(bean, name);
      } else if (!shown && server.isRegistered(name)) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      throw new CacheException(e);
    }
  }

  private static String plain(String text) {
    return text.replaceAll("[,:=\n\"*?]", ".");
  }

  @Override
  public String getKeyType() {
    return settings.getKeyType().getName();
  }

  @Override
  public String getValueType() {
    return settings.getValueType().getName();
  }

  @Override
  public boolean isReadThrough() {
    return settings.isReadThrough();
  }

  @Override
  public boolean isWriteThrough() {
    return settings.isWriteThrough();
  }

  @Override
  public boolean isStoreByValue() {
    return settings.isStoreByValue();
  }

  @Override
  public boolean isStatisticsEnabled() {
    return settings.isStatisticsEnabled();
  }

  @Override
  public boolean isManagementEnabled() {
    return settings.isManagementEnabled();
  }
}
