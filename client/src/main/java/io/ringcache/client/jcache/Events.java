package io.ringcache.client.jcache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one cache, and what it tells them: what this process does, and nothing that
 * others do. All are told on the thread that does it, before it goes on. Thread-safe.
 */
final class Events<K, V> {

  private record Told<K, V>(
      CacheEntryListener<? super K, ? super V> listener,
      @Nullable CacheEntryEventFilter<? super K, ? super V> filter) {

    boolean wants(CacheEntryEvent<K, V> event) {
      return filter == null || filter.evaluate(event);
    }
  }

  private final ConcurrentMap<CacheEntryListenerConfiguration<K, V>, Told<K, V>> all =
      new ConcurrentHashMap<>();

  void register(CacheEntryListenerConfiguration<K, V> configuration) {
    @Nullable Factory<CacheEntryEventFilter<? super K, ? super V>> filter =
        configuration.getCacheEntryEventFilterFactory();
    Told<K, V> told =
        new Told<>(
            configuration.getCacheEntryListenerFactory().create(),
            filter == null ? null : filter.create());
    if (all.putIfAbsent(configuration, told) != null) {
      throw new IllegalArgumentException("registered already");
    }
  }

  void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
    all.remove(configuration);
  }

  /** Those that want to be closed. */
  List<CacheEntryListener<? super K, ? super V>> listeners() {
    return List.copyOf(all.values().stream().map(Told::listener).toList());
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void created(Cache<K, V> cache, K key, V value) {
    tell(new Event<>(cache, EventType.CREATED, key, value, null));
  }

  void updated(Cache<K, V> cache, K key, @Nullable V old, V value) {
    tell(new Event<>(cache, EventType.UPDATED, key, value, old));
  }

  void removed(Cache<K, V> cache, K key, @Nullable V old) {
    tell(new Event<>(cache, EventType.REMOVED, key, old, old));
  }

  void expired(Cache<K, V> cache, K key, @Nullable V old) {
    tell(new Event<>(cache, EventType.EXPIRED, key, old, old));
  }

  private void tell(Event<K, V> event) {
    for (Map.Entry<CacheEntryListenerConfiguration<K, V>, Told<K, V>> entry : all.entrySet()) {
      Told<K, V> told = entry.getValue();
      try {
        if (told.wants(event)) {
          tell(told.listener(), event);
        }
      } catch (RuntimeException e) {
        if (entry.getKey().isSynchronous()) {
          throw e instanceof CacheException known ? known : new CacheEntryListenerException(e);
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // a listener of these keys and values
  private void tell(CacheEntryListener<? super K, ? super V> listener, Event<K, V> event) {
    List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
    switch (event.getEventType()) {
      case CREATED -> {
        if (listener instanceof CacheEntryCreatedListener<?, ?> it) {
          ((CacheEntryCreatedListener<K, V>) it).onCreated(events);
        }
      }
      case UPDATED -> {
        if (listener instanceof CacheEntryUpdatedListener<?, ?> it) {
          ((CacheEntryUpdatedListener<K, V>) it).onUpdated(events);
        }
      }
      case REMOVED -> {
        if (listener instanceof CacheEntryRemovedListener<?, ?> it) {
          ((CacheEntryRemovedListener<K, V>) it).onRemoved(events);
        }
      }
      case EXPIRED -> {
        if (listener instanceof CacheEntryExpiredListener<?, ?> it) {
          ((CacheEntryExpiredListener<K, V>) it).onExpired(events);
        }
      }
    }
  }
}
