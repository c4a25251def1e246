package io.ringcache.client.jcache;

import io.ringcache.client.Ringcache;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches on one service, each a namespace of its cache's name. Thread-safe. */
final class RemoteCacheManager implements CacheManager {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

  private final RingcacheCachingProvider provider;
  private final URI uri;
  private final WeakReference<ClassLoader> classLoader;
  private final Properties properties;
  private final Settings settings;
  private final ConcurrentMap<String, RemoteCache<?, ?>> caches = new ConcurrentHashMap<>();
  private @Nullable Ringcache client;
  private volatile boolean closed;

  RemoteCacheManager(
      RingcacheCachingProvider provider, URI uri, ClassLoader classLoader, Properties properties) {
    this.provider = provider;
    this.uri = uri;
    this.classLoader = new WeakReference<>(classLoader);
    this.properties = properties;
    this.settings = new Settings(properties);
  }

  @Override
  public CachingProvider getCachingProvider() {
    return provider;
  }

  @Override
  public URI getURI() {
    return uri;
  }

  @Override
  public @Nullable ClassLoader getClassLoader() {
    return classLoader.get();
  }

  @Override
  public Properties getProperties() {
    return properties;
  }

  @Override
  public synchronized <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(
      String name, C configuration) {
    requireOpen();
    Objects.requireNonNull(name, "cacheName");
    Objects.requireNonNull(configuration, "configuration");
    if (caches.containsKey(name)) {
      throw new CacheException("there is a cache " + name + " already");
    }
    CacheSettings<K, V> own = CacheSettings.copyOf(configuration);
    if (!own.isStoreByValue()) {
      throw new UnsupportedOperationException("what is stored is a copy, always");
    }
    ClassLoader loader = Objects.requireNonNull(classLoader.get(), "the class loader is gone");
    Store<K, V> store =
        new Store<>(
            client().namespace(namespace(name)),
            settings.codec(loader, own.getKeyType(), own.getValueType()));
    RemoteCache<K, V> cache = RemoteCache.of(this, name, own, store);
    caches.put(name, cache);
    return cache;
  }

  private Ringcache client() {
    Ringcache present = client;
    if (present == null) {
      present = settings.client(uri);
      client = present;
    }
    return present;
  }

  /** The cache's name, where it can be a namespace's; else a hash of it. */
  static String namespace(String name) {
    if (NAMESPACE.matcher(name).matches()) {
      return name;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return "jcache-" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // checked right here
  public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
    requireOpen();
    Objects.requireNonNull(keyType, "keyType");
    Objects.requireNonNull(valueType, "valueType");
    @Nullable RemoteCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "cacheName"));
    if (cache == null) {
      return null;
    }
    CacheSettings<?, ?> own = cache.settings();
    if (!own.getKeyType().equals(keyType) || !own.getValueType().equals(valueType)) {
      throw new ClassCastException(
          name + " has " + own.getKeyType() + " and " + own.getValueType());
    }
    return (Cache<K, V>) cache;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as JCache has it
  public <K, V> @Nullable Cache<K, V> getCache(String name) {
    requireOpen();
    return (Cache<K, V>) caches.get(Objects.requireNonNull(name, "cacheName"));
  }

  @Override
  public Iterable<String> getCacheNames() {
    requireOpen();
    return List.copyOf(caches.keySet());
  }

  @Override
  public void destroyCache(String name) {
    requireOpen();
    RemoteCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "cacheName"));
    if (cache != null) {
      cache.destroy();
    }
  }

  @Override
  public void enableManagement(String name, boolean enabled) {
    requireOpen();
    RemoteCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "cacheName"));
    if (cache != null) {
      cache.enableManagement(enabled);
    }
  }

  @Override
  public void enableStatistics(String name, boolean enabled) {
    requireOpen();
    RemoteCache<?, ?> cache = caches.get(Objects.requireNonNull(name, "cacheName"));
    if (cache != null) {
      cache.enableStatistics(enabled);
    }
  }

  void forget(RemoteCache<?, ?> cache) {
    caches.remove(cache.getName(), cache);
  }

  /** Closes the caches; their entries stay where they are. */
  @Override
  public void close() {
    Ringcache present;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      present = client;
    }
    provider.forget(this);
    caches.values().forEach(RemoteCache::close);
    if (present != null) {
      present.close();
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this cache manager is closed");
    }
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    if (type == Ringcache.class) {
      return type.cast(client());
    }
    throw new IllegalArgumentException("no " + type);
  }
}
