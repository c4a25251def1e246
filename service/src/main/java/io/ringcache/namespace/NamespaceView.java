package io.ringcache.namespace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** A namespace as the API shows it. */
@Schema(name = "Namespace")
record NamespaceView(
    @JsonProperty("name") String name,
    @JsonProperty("default_ttl") int defaultTtl,
    @JsonProperty("max_size_mb") int maxSizeMb,
    @JsonProperty("eviction_policy") String evictionPolicy,
    @JsonProperty("created_at") String createdAt) {

  static NamespaceView of(Namespace namespace) {
    return new NamespaceView(
        namespace.name().value(),
        namespace.defaultTtl().seconds(),
        namespace.maxSizeMb(),
        namespace.evictionPolicy().name(),
        namespace.createdAt().toString());
  }
}
