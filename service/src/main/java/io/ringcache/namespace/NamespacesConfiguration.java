package io.ringcache.namespace;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code namespaces:} section of the configuration. */
public final class NamespacesConfiguration {

  private static final int DEFAULT_AUTO_CREATE_LIMIT = 10_000;

  private final boolean autoCreate;

  @Min(1) @Max(1_000_000) private final int autoCreateLimit;

  @Valid @NotNull private final List<@NotNull Seed> list;

  /** The defaults: nothing registered, nothing made unasked. */
  public NamespacesConfiguration() {
    this(false, null, null);
  }

  @JsonCreator
  NamespacesConfiguration(
      @JsonProperty("autoCreate") boolean autoCreate,
      @JsonProperty("autoCreateLimit") @Nullable Integer autoCreateLimit,
      @JsonProperty("list") @Nullable List<Seed> list) {
    this.autoCreate = autoCreate;
    this.autoCreateLimit = autoCreateLimit != null ? autoCreateLimit : DEFAULT_AUTO_CREATE_LIMIT;
    this.list = list != null ? List.copyOf(list) : List.of();
  }

  public AutoCreate autoCreate() {
    return new AutoCreate(autoCreate, autoCreateLimit);
  }

  /** The list's namespaces, as they are where the database does not know better. */
  List<Namespace> list(Instant now) {
    return list.stream()
        .map(seed -> seed.settings().create(new NamespaceName(seed.name), now))
        .toList();
  }

  /** One namespace of the list, as the API spells it. */
  static final class Seed {

    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}") private final String name;

    @Min(0) @Max(Ttl.MAX_SECONDS) private final @Nullable Integer defaultTtl;

    @Min(1) private final @Nullable Integer maxSizeMb;

    private final @Nullable EvictionPolicy evictionPolicy;

    @JsonCreator
    Seed(
        @JsonProperty(value = "name", required = true) String name,
        @JsonProperty("default_ttl") @Nullable Integer defaultTtl,
        @JsonProperty("max_size_mb") @Nullable Integer maxSizeMb,
        @JsonProperty("eviction_policy") @Nullable EvictionPolicy evictionPolicy) {
      this.name = name;
      this.defaultTtl = defaultTtl;
      this.maxSizeMb = maxSizeMb;
      this.evictionPolicy = evictionPolicy;
    }

    private NamespaceSettings settings() {
      return new NamespaceSettings(
          defaultTtl != null ? new Ttl(defaultTtl) : null, maxSizeMb, evictionPolicy);
    }
  }
}
