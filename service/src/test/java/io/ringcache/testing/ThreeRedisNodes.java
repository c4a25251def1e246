package io.ringcache.testing;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Three Redis nodes that all test classes of a JVM share: started by the first that needs them,
 * closed after the last. Whoever kills or freezes a node, or changes its settings, starts {@link
 * RedisServer}s of its own; those who share tell their data apart by namespace.
 *
 * <pre>{@code
 * @RegisterExtension static final ThreeRedisNodes REDIS = new ThreeRedisNodes();
 * }</pre>
 */
public final class ThreeRedisNodes implements BeforeAllCallback {

  private @Nullable Nodes nodes;

  @Override
  public void beforeAll(ExtensionContext context) {
    nodes =
        context
            .getRoot()
            .getStore(Namespace.create(ThreeRedisNodes.class))
            .getOrComputeIfAbsent(Nodes.class, type -> Nodes.start(), Nodes.class);
  }

  /** The three, always in the same order. */
  public List<RedisServer> servers() {
    if (nodes == null) {
      throw new IllegalStateException("the nodes start with @RegisterExtension, before all tests");
    }
    return nodes.servers();
  }

  /** As a configuration has them: {@code host:port,host:port,host:port}. */
  public String addresses() {
    return servers().stream().map(RedisServer::address).collect(Collectors.joining(","));
  }

  private record Nodes(List<RedisServer> servers) implements AutoCloseable {

    static Nodes start() {
      return new Nodes(Stream.generate(RedisServer::start).limit(3).toList());
    }

    /** Called by JUnit, which owns what is in its root store. */
    @Override
    public void close() {
      servers.forEach(RedisServer::close);
    }
  }
}
