package io.ringcache.cache.memcached;

import io.ringcache.cache.Backends;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheServersContract;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.testing.ThreeMemcachedNodes;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract on three real nodes. */
class MemcachedBackendIT extends CacheServersContract {

  @RegisterExtension static final ThreeMemcachedNodes MEMCACHED = new ThreeMemcachedNodes();

  @Override
  protected CacheBackend newBackend(NamespaceDirectory namespaces) {
    return Backends.connected(
        Map.of("type", "memcached", "nodes", MEMCACHED.addresses(), "commandTimeout", PATIENCE),
        namespaces);
  }

  @Test
  @Override
  @Disabled("a node keeps no counts: each process knows of its own reads")
  public void theReadsOfBothAreAccesses() {}

  @Test
  @Override
  @Disabled("a node notes a read once a minute: each process knows of its own reads")
  public void theLastAccessIsThatOfEither() {}

  @ParameterizedTest
  @EnumSource
  @Override
  @Disabled(
      "a node keeps no counts, and notes a read once a minute: a process goes by its own reads")
  public void whatIsReadElsewhereIsNotEvictedFirst(EvictionPolicy policy) {}

  @Test
  @Override
  @Disabled("a node knows when an item was stored, and a touch stores it anew")
  public void fifoGoesByWhenTheValueWasStoredAndNotByATouch() {}
}
