package io.ringcache.cache.redis;

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
import io.ringcache.cache.ring.NodeTimer;
import io.ringcache.cache.ring.Placement;
import io.ringcache.cache.ring.RingBackend;
import io.ringcache.cache.ring.RingGate;
import io.ringcache.cache.ring.Topology;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code backend: {type: redis, ...}}: entries on Redis nodes, 6.2 or newer. */
@JsonTypeName("redis")
public final class RedisBackendFactory implements BackendFactory, Placement {

  private static final long DEADLINE_MILLIS = 20;
  private static final long PING_MILLIS = 500;
  private static final long HOUSEKEEPING_MILLIS = 1000;

  @JsonProperty @NotNull private NodeAddresses nodes = NodeAddresses.parse("127.0.0.1:6379");

  @JsonProperty
  @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
  private Duration connectTimeout = Duration.milliseconds(500);

  @JsonProperty
  @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS)
  @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
  private Duration commandTimeout = Duration.milliseconds(500);

  @JsonProperty
  @Min(1) @Max(1_000_000) private int queueCapacity = 10_000;

  @JsonProperty
  @Min(1) @Max(64) private int connectionsPerNode = 2;

  @JsonProperty private @Nullable String username;
  @JsonProperty private @Nullable String password;

  @Override
  public HashRing ring() {
    return HashRing.of(nodes.members());
  }

  @Override
  public byte[] hashed(CacheKey key) {
    return RedisKeys.value(key);
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
        "redis", topology, this::hashed, namespaces, gate, commandTimeout.toJavaDuration());
  }

  private NodeClient node(NodeAddress address, NamespaceDirectory namespaces) {
    RedisEndpoint endpoint =
        new RedisEndpoint(
            address.name(),
            address.host(),
            address.port(),
            connectTimeout.toJavaDuration(),
            commandTimeout.toJavaDuration(),
            emptyToNull(username),
            emptyToNull(password));
    RedisCrew crew = new RedisCrew(endpoint, connectionsPerNode, queueCapacity);
    AccessReporter accesses =
        new AccessReporter(
            crew, new AccessLedger(bound -> ThreadLocalRandom.current().nextInt(bound)));
    KnownBytes known = new KnownBytes();
    NodeTimer timer = new NodeTimer("redis-" + address.name() + "-timer");
    timer.every(DEADLINE_MILLIS, crew::expire);
    timer.every(PING_MILLIS, crew::pingIdle);
    timer.every(HOUSEKEEPING_MILLIS, crew::keepMark);
    timer.every(HOUSEKEEPING_MILLIS / AccessReporter.SHARES, accesses::reportShare);
    timer.every(HOUSEKEEPING_MILLIS, new ExpirySweep(crew, known, namespaces)::start);
    timer.every(HOUSEKEEPING_MILLIS, new EvictionHealing(crew, known, namespaces)::start);
    return new RedisNode(crew, known, accesses, timer);
  }

  /** An environment variable that is set to nothing is one that is not set. */
  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
