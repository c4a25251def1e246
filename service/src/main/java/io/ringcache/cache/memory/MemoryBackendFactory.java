package io.ringcache.cache.memory;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceDirectory;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code type: memory}: the entries are kept on this process's heap, alone and not for longer than
 * it runs. Has no properties.
 */
@JsonTypeName(MemoryBackend.TYPE)
public final class MemoryBackendFactory implements BackendFactory {

  private static final Duration TIDY_UP_EVERY = Duration.ofSeconds(1);

  @Override
  public CacheBackend build(NamespaceDirectory namespaces) {
    return MemoryBackend.start(InstantSource.system(), TIDY_UP_EVERY, namespaces);
  }
}
