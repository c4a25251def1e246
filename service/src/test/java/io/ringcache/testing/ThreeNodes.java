package io.ringcache.testing;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Three nodes of a kind that all test classes of a JVM share: started by the first that needs them,
 * closed after the last. Whoever kills or freezes a node, or changes its settings, starts servers
 * of its own; those who share tell their data apart by namespace.
 */
public abstract sealed class ThreeNodes<S extends LocalServer> implements BeforeAllCallback
    permits ThreeRedisNodes, ThreeMemcachedNodes {

  private final Class<S> kind;
  private final Supplier<S> starter;
  private @Nullable List<S> servers;

  ThreeNodes(Class<S> kind, Supplier<S> starter) {
    this.kind = kind;
    this.starter = starter;
  }

  @Override
  public final void beforeAll(ExtensionContext context) {
    servers =
        context
            .getRoot()
            .getStore(Namespace.create(ThreeNodes.class))
            .getOrComputeIfAbsent(kind, type -> Shared.start(starter), Shared.class)
            .servers(kind);
  }

  /** The three, always in the same order. */
  public final List<S> servers() {
    if (servers == null) {
      throw new IllegalStateException("the nodes start with @RegisterExtension, before all tests");
    }
    return servers;
  }

  /** As a configuration has them: {@code host:port,host:port,host:port}. */
  public final String addresses() {
    return servers().stream().map(LocalServer::address).collect(Collectors.joining(","));
  }

  private record Shared(List<? extends LocalServer> all) implements AutoCloseable {

    static Shared start(Supplier<? extends LocalServer> starter) {
      return new Shared(Stream.generate(starter).limit(3).toList());
    }

    <S extends LocalServer> List<S> servers(Class<S> kind) {
      return all.stream().map(kind::cast).toList();
    }

    /** Called by JUnit, which owns what is in its root store. */
    @Override
    public void close() {
      all.forEach(LocalServer::close);
    }
  }
}
