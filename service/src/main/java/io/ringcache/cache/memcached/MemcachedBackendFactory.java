package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.ringcache.cache.BackendFactory;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.ring.CatchingUp;
import io.ringcache.cache.ring.HashRing;
import io.ringcache.cache.ring.NodeAddress;
import io.ringcache.cache.ring.NodeAddresses;
import io.ringcache.cache.ring.NodeClient;
import io.ringcache.cache.ring.Placement;
import io.ringcache.cache.ring.RingBackend;
import io.ringcache.cache.ring.RingGate;
import io.ringcache.cache.ring.RingMode;
import io.ringcache.cache.ring.Topology;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code backend: {type: memcached, ...}}: entries on Memcached nodes, 1.6. */
@JsonTypeName("memcached")
public final class MemcachedBackendFactory implements BackendFactory, Placement {

  @JsonProperty @NotNull private NodeAddresses nodes = NodeAddresses.parse("127.0.0.1:11211");

  @JsonProperty @NotNull private RingMode ring = RingMode.KETAMA;

  @JsonProperty
  @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
  private Duration connectTimeout = Duration.seconds(1);

  @JsonProperty
  @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
  private Duration commandTimeout = Duration.milliseconds(500);

  @JsonProperty
  @Min(1) @Max(1_000_000) private int queueCapacity = 10_000;

  @JsonProperty
  @Min(1) @Max(64) private int connectionsPerNode = 2;

  @Override
  public HashRing ring() {
    return HashRing.of(nodes.members(), ring);
  }

  @Override
  public byte[] hashed(CacheKey key) {
    return WireKey.of(key).getBytes(US_ASCII);
  }

  @Override
  public CacheBackend build(NamespaceDirectory namespaces) {
    RingGate gate = RingGate.held();
    Map<String, NodeClient> clients = new LinkedHashMap<>();
    for (NodeAddress address : nodes.all()) {
      clients.put(
          address.name(),
          CatchingUp.of(node(address, namespaces), commandTimeout.toJavaDuration(), gate));
    }
    Topology topology = new Topology(1, ring(), clients);
    return RingBackend.start(
        "memcached", topology, this::hashed, namespaces, gate, commandTimeout.toJavaDuration());
  }

  private NodeClient node(NodeAddress address, NamespaceDirectory namespaces) {
    MemcachedEndpoint endpoint =
        new MemcachedEndpoint(
            address.name(),
            address.host(),
            address.port(),
            connectTimeout.toJavaDuration(),
            commandTimeout.toJavaDuration());
    MemcachedLink link = MemcachedLink.start(endpoint, connectionsPerNode, queueCapacity);
    return MemcachedNode.start(link, endpoint, namespaces);
  }
}
