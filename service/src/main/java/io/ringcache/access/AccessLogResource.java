package io.ringcache.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.TimeRange;
import io.ringcache.namespace.NamespaceRegistry;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A namespace's access log over HTTP. Blocks: it is asked by administrators, and rarely. */
@Path("/api/v1/namespaces/{namespace: [^/]*}/access-logs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs")
public final class AccessLogResource {

  private static final Set<String> PARAMETERS = Set.of("since", "until", "operation", "limit");

  private final NamespaceRegistry registry;
  private final Database database;

  public AccessLogResource(NamespaceRegistry registry, Database database) {
    this.registry = registry;
    this.database = database;
  }

  @GET
  @io.swagger.v3.oas.annotations.Operation(
      operationId = "listAccessLogs",
      summary = "Lists the operations on a namespace's entries, newest first")
  public Map<String, List<View>> list(
      @PathParam("namespace") String name, @Context HttpServletRequest request) {
    Caller.of(request).require(Role.ADMIN, name);
    NamespaceName namespace = registry.registered(name).name();
    Map<String, String> parameters = QueryParameters.read(request.getQueryString(), PARAMETERS);
    TimeRange range = TimeRange.of(parameters);
    @Nullable Operation operation = operation(parameters.get("operation"));
    List<AccessEntry> found =
        database.call(handle -> AccessDao.find(handle, namespace, range, operation));
    return Map.of("entries", found.stream().map(View::of).toList());
  }

  private static @Nullable Operation operation(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.INVALID_PARAMETER,
                    "operation is one of " + Arrays.toString(Operation.values())));
  }

  /** An entry as the API shows it. */
  @Schema(name = "AccessLogEntry")
  record View(
      @JsonProperty("at") String at,
      @JsonProperty("operation") String operation,
      @JsonProperty("key_pattern") @Nullable String keyPattern,
      @JsonProperty("hit") @Nullable Boolean hit,
      @JsonProperty("latency_ms") double latencyMs) {

    static View of(AccessEntry entry) {
      return new View(
          entry.at().toString(),
          entry.operation(),
          entry.keyPattern(),
          entry.hit(),
          entry.latencyMs());
    }
  }
}
