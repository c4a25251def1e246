package io.ringcache;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;

/** {@code backend: {type: fake}}. */
@JsonTypeName("fake")
public final class FakeBackendFactory implements BackendFactory {

  private final FakeBackend backend = new FakeBackend();

  public FakeBackend backend() {
    return backend;
  }

  @Override
  public CacheBackend build(NamespaceDirectory namespaces) {
    return backend;
  }
}
