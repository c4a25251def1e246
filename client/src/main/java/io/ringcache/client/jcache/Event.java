package io.ringcache.client.jcache;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Something that has happened to an entry. */
final class Event<K, V> extends CacheEntryEvent<K, V> {

  private static final long serialVersionUID = 1;

  private final transient K key;
  private final transient @Nullable V value;
  private final transient @Nullable V old;

  Event(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V old) {
    super(source, type);
    this.key = key;
    this.value = value;
    this.old = old;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public @Nullable V getValue() {
    return value;
  }

  @Override
  public @Nullable V getOldValue() {
    return old;
  }

  @Override
  public boolean isOldValueAvailable() {
    return old != null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("no " + type);
  }
}
