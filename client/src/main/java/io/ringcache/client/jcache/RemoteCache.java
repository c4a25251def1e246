package io.ringcache.client.jcache;

import io.ringcache.client.jcache.Slots.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * One cache: its entries are the service's, shared by all processes; its loader, writer, listeners
 * and statistics are this process's own. Thread-safe, without locks: what depends on a value is
 * written where the value is still the one that was seen, and else done again; so an entry
 * processor may run more than once.
 */
final class RemoteCache<K, V> implements Cache<K, V> {

  private final RemoteCacheManager manager;
  private final String name;
  private final CacheSettings<K, V> settings;
  private final Store<K, V> store;
  private final Outside<K, V> outside;
  private final Events<K, V> events;
  private final Expiry expiry;
  private final Slots<K, V> slots;
  private final Processors<K, V> processors;
  private final Statistics statistics = new Statistics();
  private volatile boolean closed;

  private RemoteCache(
      RemoteCacheManager manager,
      String name,
      CacheSettings<K, V> settings,
      Store<K, V> store,
      Outside<K, V> outside,
      Events<K, V> events,
      Expiry expiry) {
    this.manager = manager;
    this.name = name;
    this.settings = settings;
    this.store = store;
    this.outside = outside;
    this.events = events;
    this.expiry = expiry;
    this.slots = new Slots<>(this, store, expiry, events);
    this.processors = new Processors<>(slots, outside, statistics);
  }

  static <K, V> RemoteCache<K, V> of(
      RemoteCacheManager manager, String name, CacheSettings<K, V> settings, Store<K, V> store) {
    Events<K, V> events = new Events<>();
    settings.getCacheEntryListenerConfigurations().forEach(events::register);
    Expiry expiry = new Expiry(settings.getExpiryPolicyFactory().create());
    RemoteCache<K, V> cache =
        new RemoteCache<>(manager, name, settings, store, Outside.of(settings), events, expiry);
    cache.enableManagement(settings.isManagementEnabled());
    cache.enableStatistics(settings.isStatisticsEnabled());
    return cache;
  }

  CacheSettings<K, V> settings() {
    return settings;
  }

  // reading

  @Override
  public @Nullable V get(K key) {
    require(key);
    long began = System.nanoTime();
    Slot<V> slot = slots.look(key);
    statistics.read(slot.isThere(), began);
    if (slot.isThere()) {
      slots.read(key, slot);
      return slot.value();
    }
    V loaded = outside.load(key);
    if (loaded != null) {
      slots.change(key, now -> now.isThere() ? Change.keep() : Change.put(loaded));
    }
    return loaded;
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    requireAll(keys);
    long began = System.nanoTime();
    Map<K, Slot<V>> there = slots.look(keys);
    Map<K, V> values = new HashMap<>();
    there.forEach(
        (key, slot) -> {
          slots.read(key, slot);
          values.put(key, Objects.requireNonNull(slot.value()));
        });
    statistics.read(there.size(), keys.size() - there.size(), began);
    if (outside.readsThrough()) {
      Set<K> missing = new HashSet<>(keys);
      missing.removeAll(there.keySet());
      Map<K, V> loaded = outside.loadAll(missing);
      loaded.forEach((key, value) -> slots.change(key, slot -> Change.put(value)));
      values.putAll(loaded);
    }
    return values;
  }

  @Override
  public boolean containsKey(K key) {
    require(key);
    return store.contains(key);
  }

  @Override
  public void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    requireAll(keys);
    Set<K> all = new LinkedHashSet<>(keys);
    var unused =
        CompletableFuture.runAsync(
            () -> {
              try {
                Set<K> wanted = new LinkedHashSet<>(all);
                if (!replaceExisting) {
                  wanted.removeAll(slots.look(all).keySet());
                }
                outside
                    .loadAll(wanted)
                    .forEach((key, value) -> slots.change(key, slot -> Change.put(value)));
              } catch (RuntimeException e) {
                if (listener != null) {
                  listener.onException(e);
                }
                return;
              }
              if (listener != null) {
                listener.onCompletion();
              }
            });
  }

  // writing

  @Override
  public void put(K key, V value) {
    require(key, value);
    long began = System.nanoTime();
    outside.write(key, value);
    statistics.put(store(Map.of(key, value)), began);
  }

  /** How many of them are stored, for a moment at least. */
  private long store(Map<K, V> values) {
    if (values.isEmpty() || slots.putBlindly(values)) {
      return values.size();
    }
    return values.entrySet().stream()
        .filter(
            entry -> slots.change(entry.getKey(), slot -> Change.put(entry.getValue())).stored())
        .count();
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    require(key, value);
    long began = System.nanoTime();
    outside.write(key, value);
    return put(key, began, slot -> Change.put(value)).seen().value();
  }

  /** Makes a change that reads, and may store. */
  private Outcome<V> put(K key, long began, Function<Slot<V>, Change<V>> change) {
    Outcome<V> outcome = slots.change(key, change);
    statistics.read(outcome.wasThere(), began);
    statistics.put(outcome.stored() ? 1 : 0, began);
    return outcome;
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    requireOpen();
    map.forEach(this::require);
    long began = System.nanoTime();
    Map<K, V> failed = new HashMap<>(map);
    @Nullable CacheException failure = outside.writeAll(failed);
    Map<K, V> written = new HashMap<>(map);
    written.keySet().removeAll(failed.keySet());
    statistics.put(store(written), began);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    require(key, value);
    long began = System.nanoTime();
    return put(
            key,
            began,
            slot -> {
              if (slot.isThere()) {
                return Change.keep();
              }
              outside.write(key, value);
              return Change.put(value);
            })
        .stored();
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    require(key, oldValue);
    require(key, newValue);
    long began = System.nanoTime();
    return put(
            key,
            began,
            slot -> {
              if (!oldValue.equals(slot.value())) {
                return Change.read();
              }
              outside.write(key, newValue);
              return Change.put(newValue);
            })
        .stored();
  }

  @Override
  public boolean replace(K key, V value) {
    return getAndReplace(key, value) != null;
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    require(key, value);
    long began = System.nanoTime();
    return put(
            key,
            began,
            slot -> {
              if (!slot.isThere()) {
                return Change.keep();
              }
              outside.write(key, value);
              return Change.put(value);
            })
        .seen()
        .value();
  }

  // removing

  @Override
  public boolean remove(K key) {
    require(key);
    long began = System.nanoTime();
    outside.delete(key);
    boolean removed = slots.change(key, slot -> Change.removeIf(slot.isThere())).wasThere();
    statistics.removed(removed ? 1 : 0, began);
    return removed;
  }

  @Override
  public boolean remove(K key, V oldValue) {
    require(key, oldValue);
    long began = System.nanoTime();
    Outcome<V> outcome =
        slots.change(
            key,
            slot -> {
              if (!oldValue.equals(slot.value())) {
                return Change.read();
              }
              outside.delete(key);
              return Change.remove();
            });
    boolean removed = oldValue.equals(outcome.seen().value());
    statistics.read(outcome.wasThere(), began);
    statistics.removed(removed ? 1 : 0, began);
    return removed;
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    require(key);
    long began = System.nanoTime();
    outside.delete(key);
    Outcome<V> outcome = slots.change(key, slot -> Change.removeIf(slot.isThere()));
    statistics.read(outcome.wasThere(), began);
    statistics.removed(outcome.wasThere() ? 1 : 0, began);
    return outcome.seen().value();
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    requireAll(keys);
    long began = System.nanoTime();
    Set<K> failed = new HashSet<>(keys);
    @Nullable CacheException failure = outside.deleteAll(failed);
    Set<K> deleted = new HashSet<>(keys);
    if (failure != null) {
      deleted.removeAll(failed);
    }
    statistics.removed(slots.removeAll(deleted), began);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void removeAll() {
    requireOpen();
    if (!outside.writesThrough() && events.isEmpty() && !settings.isStatisticsEnabled()) {
      store.clear();
      return;
    }
    Set<K> keys = new HashSet<>();
    store.entries().forEachRemaining(entry -> keys.add(entry.getKey()));
    removeAll(keys);
  }

  @Override
  public void clear() {
    requireOpen();
    store.clear();
  }

  // entry processors

  @Override
  public <T> @Nullable T invoke(
      K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    require(key);
    Objects.requireNonNull(processor, "entryProcessor");
    return processors.invoke(key, processor, arguments);
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    requireAll(keys);
    Objects.requireNonNull(processor, "entryProcessor");
    return Processors.each(keys, key -> invoke(key, processor, arguments));
  }

  // going through

  @Override
  public Iterator<Entry<K, V>> iterator() {
    requireOpen();
    return new CacheEntries<>(store.entries(), slots, statistics, this::remove);
  }

  // listeners, settings, the end

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    settings.addCacheEntryListenerConfiguration(configuration);
    events.register(configuration);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    settings.removeCacheEntryListenerConfiguration(configuration);
    events.deregister(configuration);
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    if (type.isInstance(settings)) {
      return type.cast(settings);
    }
    throw new IllegalArgumentException("no " + type);
  }

  void enableManagement(boolean enabled) {
    Management.show(manager, name, "CacheConfiguration", new Management(settings), enabled);
    settings.setManagementEnabled(enabled);
  }

  void enableStatistics(boolean enabled) {
    Management.show(manager, name, "CacheStatistics", statistics, enabled);
    statistics.enable(enabled);
    settings.setStatisticsEnabled(enabled);
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public CacheManager getCacheManager() {
    return manager;
  }

  /** Also removes the entries. */
  void destroy() {
    store.clear();
    close();
  }

  /** The entries stay where they are. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    manager.forget(this);
    Management.show(manager, name, "CacheConfiguration", this, false);
    Management.show(manager, name, "CacheStatistics", this, false);
    List<@Nullable Object> own = new ArrayList<>(events.listeners());
    own.add(outside.loader());
    own.add(outside.writer());
    own.add(expiry.policy());
    @Nullable RuntimeException failure = null;
    for (Object each : own) {
      if (each instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception e) {
          failure = new CacheException(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("no " + type);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the cache " + name + " is closed");
    }
  }

  private void require(K key) {
    requireOpen();
    requireType(Objects.requireNonNull(key, "key"), settings.getKeyType());
  }

  private void require(K key, V value) {
    require(key);
    requireType(Objects.requireNonNull(value, "value"), settings.getValueType());
  }

  private void requireAll(Set<? extends K> keys) {
    requireOpen();
    Objects.requireNonNull(keys, "keys").forEach(this::require);
  }

  private static void requireType(Object object, Class<?> type) {
    if (!type.isInstance(object)) {
      throw new ClassCastException("no " + type.getName() + ": " + object.getClass().getName());
    }
  }
}
