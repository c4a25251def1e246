package io.ringcache.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Registered namespaces whose quotas a test may change. Thread-safe. */
public final class TestNamespaces implements NamespaceDirectory {

  private final Map<NamespaceName, Quota> quotas = new ConcurrentHashMap<>();

  /** Namespaces without a quota that could be reached. */
  public static TestNamespaces of(NamespaceName... names) {
    TestNamespaces namespaces = new TestNamespaces();
    for (NamespaceName name : names) {
      namespaces.register(name, Quota.UNLIMITED);
    }
    return namespaces;
  }

  public void register(NamespaceName name, Quota quota) {
    quotas.put(name, quota);
  }

  @Override
  public Collection<NamespaceName> names() {
    return quotas.keySet();
  }

  @Override
  public Quota quota(NamespaceName namespace) {
    return quotas.getOrDefault(namespace, Quota.UNLIMITED);
  }
}
