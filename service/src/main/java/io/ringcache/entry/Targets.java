package io.ringcache.entry;

import io.ringcache.auth.Role;
import io.ringcache.cache.CacheKey;
import io.ringcache.http.QueryParameters;
import io.ringcache.namespace.Namespace;
import io.ringcache.namespace.NamespaceRegistry;
import org.jspecify.annotations.Nullable;

/** Looks up what the path of a cache call names. Thread-safe, does not block. */
final class Targets {

  /** An entry, there or not, in a namespace that is there. */
  record Target(Namespace namespace, CacheKey key) {}

  private final NamespaceRegistry registry;

  Targets(NamespaceRegistry registry) {
    this.registry = registry;
  }

  /**
   * The namespace. Rights come first: a caller without them does not learn whether there is such a
   * namespace.
   *
   * @throws io.ringcache.http.ApiException if the caller has not the role there, or it is no
   *     registered namespace and is not to be
   * @throws io.ringcache.cache.InvalidInputException if it can be no namespace's name
   */
  Namespace namespace(RawPath path, Role role, Requester by) {
    String name = path.namespace();
    by.caller().require(role, name);
    return registry.forCacheCall(name, by.caller(), by.requestId());
  }

  /**
   * The entry, of a call without parameters.
   *
   * @param query as it came, null for none
   * @throws io.ringcache.http.ApiException as {@link #namespace} does, and if there are parameters
   * @throws io.ringcache.cache.InvalidInputException if it can be no key
   */
  Target entry(RawPath path, @Nullable String query, Role role, Requester by) {
    return entry(namespace(path, role, by), path.key(), query);
  }

  /** The same, of a namespace that was looked up. */
  static Target entry(Namespace namespace, String name, @Nullable String query) {
    CacheKey key = CacheKey.of(namespace.name(), name);
    QueryParameters.allowNone(query);
    return new Target(namespace, key);
  }
}
