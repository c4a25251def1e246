package io.ringcache.entry;

import io.ringcache.access.AccessLog;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Role;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.QueryParameters;
import io.ringcache.namespace.NamespaceRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is in a namespace, over HTTP: its keys, and what is known of each. Counts as no read. From
 * the backend's call on no thread is held.
 *
 * <p>As with {@link EntryResource} the path is read from the request line, not from Jersey.
 */
@Path("/api/v1/namespaces/{namespace: [^/]*}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public final class KeyResource {

  private static final Set<String> PARAMETERS = Set.of("pattern", "cursor", "limit");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]{0,2}|1000");
  private static final int DEFAULT_LIMIT = 100;

  private final NamespaceRegistry registry;
  private final EntryCalls calls;

  /**
   * The resource.
   *
   * @param executor as an {@link EntryResource} has it
   */
  public KeyResource(
      NamespaceRegistry registry,
      CacheBackend backend,
      AccessLog accessLog,
      AuditTrail auditTrail,
      Executor executor) {
    this.registry = registry;
    this.calls = new EntryCalls(backend, new Chronicle(accessLog, auditTrail), executor);
  }

  /** Lists keys, page by page. */
  @GET
  @Operation(operationId = "listKeys", summary = "Lists keys, page by page")
  public CompletionStage<Response> list(@Context HttpServletRequest request) {
    if (request.getRequestURI().endsWith("/")) {
      return inspect(request); // of an empty key, which Jersey takes for none
    }
    Requester by = Requester.of(request);
    NamespaceName namespace = namespace(RawPath.ofListing(request.getRequestURI()), by);
    Map<String, String> parameters = QueryParameters.read(request.getQueryString(), PARAMETERS);
    @Nullable String pattern = parameters.get("pattern");
    return JerseyAnswer.of(
        calls.list(
            namespace,
            pattern == null ? Glob.ALL : Glob.of(pattern),
            Optional.ofNullable(parameters.get("cursor")),
            limit(parameters.get("limit")),
            by));
  }

  /** Says what is known of an entry besides its value. */
  @GET
  @Path("{key: [^/]*}")
  @Operation(
      operationId = "inspectKey",
      summary = "Says what is known of an entry besides its value")
  public CompletionStage<Response> inspect(@Context HttpServletRequest request) {
    RawPath path = RawPath.ofInspection(request.getRequestURI());
    Requester by = Requester.of(request);
    CacheKey key = CacheKey.of(namespace(path, by), path.key());
    QueryParameters.allowNone(request.getQueryString());
    return JerseyAnswer.of(calls.inspect(key, by));
  }

  private NamespaceName namespace(RawPath path, Requester by) {
    String name = path.namespace();
    by.caller().require(Role.READ, name);
    return registry.registered(name).name();
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (!LIMIT.matcher(limit).matches()) {
      throw new ApiException(ErrorCode.INVALID_PARAMETER, "limit is a whole number from 1 to 1000");
    }
    return Integer.parseInt(limit);
  }
}
