package io.ringcache.client.jcache;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JCache provider. The URI of a cache manager is the service's base URL; by default it is the
 * system property {@code ringcache.url}, or the environment's {@code RINGCACHE_URL}, or {@code
 * http://localhost:8080}. Properties of a manager: {@link Settings}. Thread-safe.
 */
public final class RingcacheCachingProvider implements CachingProvider {

  private static final String DEFAULT_URL = "http://localhost:8080";

  private final Map<ClassLoader, Map<URI, RemoteCacheManager>> managers = new WeakHashMap<>();

  /** For {@link java.util.ServiceLoader}. */
  public RingcacheCachingProvider() {}

  @Override
  public synchronized CacheManager getCacheManager(
      @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
    URI baseUrl = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    Properties own = properties == null ? getDefaultProperties() : properties;
    return managers
        .computeIfAbsent(loader, key -> new HashMap<>())
        .computeIfAbsent(baseUrl, url -> new RemoteCacheManager(this, url, loader, own));
  }

  @Override
  public ClassLoader getDefaultClassLoader() {
    return RingcacheCachingProvider.class.getClassLoader();
  }

  @Override
  public URI getDefaultURI() {
    String url = System.getProperty("ringcache.url");
    if (url == null) {
      url = System.getenv("RINGCACHE_URL");
    }
    return URI.create(url == null ? DEFAULT_URL : url);
  }

  @Override
  public Properties getDefaultProperties() {
    return new Properties();
  }

  @Override
  public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    return getCacheManager(uri, classLoader, getDefaultProperties());
  }

  @Override
  public CacheManager getCacheManager() {
    return getCacheManager(getDefaultURI(), getDefaultClassLoader(), getDefaultProperties());
  }

  @Override
  public void close() {
    List<RemoteCacheManager> all = new ArrayList<>();
    synchronized (this) {
      managers.values().forEach(ofLoader -> all.addAll(ofLoader.values()));
      managers.clear();
    }
    all.forEach(RemoteCacheManager::close);
  }

  @Override
  public void close(@Nullable ClassLoader classLoader) {
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    List<RemoteCacheManager> all = new ArrayList<>();
    synchronized (this) {
      Map<URI, RemoteCacheManager> ofLoader = managers.remove(loader);
      if (ofLoader != null) {
        all.addAll(ofLoader.values());
      }
    }
    all.forEach(RemoteCacheManager::close);
  }

  @Override
  public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
    URI baseUrl = uri == null ? getDefaultURI() : uri;
    ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
    RemoteCacheManager manager;
    synchronized (this) {
      Map<URI, RemoteCacheManager> ofLoader = managers.getOrDefault(loader, Map.of());
      manager = ofLoader.get(baseUrl);
    }
    if (manager != null) {
      manager.close();
    }
  }

  synchronized void forget(RemoteCacheManager manager) {
    Map<URI, RemoteCacheManager> ofLoader = managers.get(manager.getClassLoader());
    if (ofLoader != null) {
      ofLoader.remove(manager.getURI(), manager);
      if (ofLoader.isEmpty()) {
        managers.remove(manager.getClassLoader());
      }
    }
  }

  /** None: what is stored is a copy, always. */
  @Override
  public boolean isSupported(OptionalFeature feature) {
    return false;
  }
}
