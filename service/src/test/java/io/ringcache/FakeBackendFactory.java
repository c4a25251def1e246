package io.ringcache;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceName;
import java.util.Collection;
import java.util.function.Supplier;

/** {@code backend: {type: fake}}. */
@JsonTypeName("fake")
public final class FakeBackendFactory implements BackendFactory {

  private final FakeBackend backend = new FakeBackend();

  public FakeBackend backend() {
    return backend;
  }

  @Override
  public CacheBackend build(Supplier<Collection<NamespaceName>> namespaces) {
    return backend;
  }
}
