package io.ringcache.cache.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.TestNamespaces;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class MemoryBackendFactoryTest {

  private final ObjectMapper configurationMapper = Jackson.newObjectMapper();

  @Test
  void theConfigurationFindsItByItsType() throws JsonProcessingException {
    BackendFactory factory =
        configurationMapper.readValue("{\"type\":\"memory\"}", BackendFactory.class);

    assertThat(factory).isInstanceOf(MemoryBackendFactory.class);
  }

  @Test
  void itMakesAnEmptyBackendThatWorks() {
    try (CacheBackend backend = new MemoryBackendFactory().build(TestNamespaces.of())) {
      assertThat(backend.type()).isEqualTo("memory");
      BlockingCache cache = new BlockingCache(backend, new NamespaceName("ns"));
      assertThat(cache.stats().keys()).isZero();
      assertThat(cache.put("k", "12345").created()).isTrue();

      assertThat(BlockingCache.await(backend.health()).nodes())
          .containsExactly(
              new BackendHealth.Node(
                  "memory", true, 6, OptionalLong.of(Runtime.getRuntime().maxMemory())));
    }
  }
}
