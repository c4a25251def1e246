package io.ringcache.client.jcache;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** A cache's configuration, which is nobody else's: only the two switches change. */
final class CacheSettings<K, V> extends MutableConfiguration<K, V> {

  private static final long serialVersionUID = 1;

  private CacheSettings(CompleteConfiguration<K, V> other) {
    super(other);
  }

  static <K, V> CacheSettings<K, V> copyOf(Configuration<K, V> other) {
    if (other instanceof CompleteConfiguration<K, V> complete) {
      return new CacheSettings<>(complete);
    }
    MutableConfiguration<K, V> some = new MutableConfiguration<>();
    some.setTypes(other.getKeyType(), other.getValueType());
    some.setStoreByValue(other.isStoreByValue());
    return new CacheSettings<>(some);
  }
}
