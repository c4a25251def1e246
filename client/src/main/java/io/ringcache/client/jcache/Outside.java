package io.ringcache.client.jcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** What lies behind a cache, in this process: its loader and its writer, where it has them. */
record Outside<K, V>(
    @Nullable CacheLoader<K, V> loader,
    @Nullable CacheWriter<K, V> writer,
    boolean readsThrough,
    boolean writesThrough) {

  @SuppressWarnings("unchecked") // of keys and values that may be more than the cache's
  static <K, V> Outside<K, V> of(CacheSettings<K, V> settings) {
    @Nullable Factory<CacheLoader<K, V>> loader = settings.getCacheLoaderFactory();
    @Nullable Factory<? extends CacheWriter<?, ?>> writer = settings.getCacheWriterFactory();
    return new Outside<>(
        loader == null ? null : loader.create(),
        writer == null ? null : (CacheWriter<K, V>) writer.create(),
        settings.isReadThrough(),
        settings.isWriteThrough());
  }

  /** Null: there is no loader, or it knows of no value. */
  @Nullable V load(K key) {
    return readsThrough && loader != null ? loading(() -> loader.load(key)) : null;
  }

  /** Those that the loader knows, whether the cache reads through or not. */
  Map<K, V> loadAll(Set<? extends K> keys) {
    Map<K, V> known = new HashMap<>();
    if (loader != null && !keys.isEmpty()) {
      Map<K, V> loaded = loading(() -> loader.loadAll(keys));
      if (loaded != null) {
        loaded.forEach(
            (key, value) -> {
              if (value != null) {
                known.put(key, value);
              }
            });
      }
    }
    return known;
  }

  private static <R> @Nullable R loading(Supplier<@Nullable R> load) {
    try {
      return load.get();
    } catch (CacheLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheLoaderException(e);
    }
  }

  void write(K key, V value) {
    if (writesThrough && writer != null) {
      writing(() -> writer.write(new CacheView<>(key, value)));
    }
  }

  void delete(K key) {
    if (writesThrough && writer != null) {
      writing(() -> writer.delete(key));
    }
  }

  /** Writes them; those that it could not are left in the collection, and the failure returned. */
  @Nullable CacheException writeAll(Map<? extends K, ? extends V> values) {
    if (!writesThrough || writer == null) {
      values.clear();
      return null;
    }
    Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
    values.forEach((key, value) -> left.add(new CacheView<K, V>(key, value)));
    @Nullable CacheException failure = failure(() -> writer.writeAll(left));
    if (failure != null) {
      Collection<Object> failed = new ArrayList<>();
      left.forEach(entry -> failed.add(entry.getKey()));
      values.keySet().retainAll(failed);
    } else {
      values.clear();
    }
    return failure;
  }

  /** Deletes them; those that it could not are left in the collection, and the failure returned. */
  @Nullable CacheException deleteAll(Collection<K> keys) {
    if (!writesThrough || writer == null || keys.isEmpty()) {
      keys.clear();
      return null;
    }
    return failure(() -> writer.deleteAll(keys));
  }

  private static @Nullable CacheException failure(Runnable write) {
    try {
      writing(write);
      return null;
    } catch (CacheException e) {
      return e;
    }
  }

  private static void writing(Runnable write) {
    try {
      write.run();
    } catch (CacheWriterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheWriterException(e);
    }
  }
}
