package io.ringcache.entry;

import io.ringcache.access.AccessLog;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Role;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.entry.Targets.Target;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.UndoesContentEncoding;
import io.ringcache.namespace.Namespace;
import io.ringcache.namespace.NamespaceRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The cache over HTTP. A request's body is read and checked on its thread; from the backend's call
 * on no thread is held.
 *
 * <p>Jersey's templates only count the segments of the path. What these say is read from the
 * request line: {@code stats}, {@code mget} and the like are known by their decoded name.
 */
@Path("/api/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Entries")
@UndoesContentEncoding
public final class EntryResource {

  private static final String NAMESPACE = "{namespace: [^/]*}";
  private static final String KEY = NAMESPACE + "/{key: [^/]*}";

  private static final String STATS = "stats";
  private static final Set<String> PATTERN = Set.of("pattern");

  private final Targets targets;
  private final EntryCalls calls;
  private final NamedCalls namedCalls;
  private final BodyLimits limits;

  /**
   * The resource.
   *
   * @param executor where answers are made and written that the backend completes on a thread of
   *     its own; bounded, may refuse
   */
  public EntryResource(
      NamespaceRegistry registry,
      CacheBackend backend,
      AccessLog accessLog,
      AuditTrail auditTrail,
      BodyLimits limits,
      Executor executor) {
    this.targets = new Targets(registry);
    this.calls = new EntryCalls(backend, new Chronicle(accessLog, auditTrail), executor);
    this.namedCalls = new NamedCalls(calls, limits.maxValueBytes());
    this.limits = limits;
  }

  /** Reads an entry, or the namespace's statistics, which have the place of a key. */
  @GET
  @Path(KEY)
  @Operation(operationId = "getEntry", summary = "Reads an entry")
  public CompletionStage<Response> get(@Context HttpServletRequest request) {
    return read(request, calls::get);
  }

  /** As GET, without the body and uncounted. */
  @HEAD
  @Path(KEY)
  @Operation(
      operationId = "headEntry",
      summary = "Says what a GET would, without the body and uncounted")
  public CompletionStage<Response> head(@Context HttpServletRequest request) {
    return read(request, calls::peek);
  }

  private CompletionStage<Response> read(HttpServletRequest request, Read read) {
    RawPath path = RawPath.ofKey(request.getRequestURI());
    Requester by = Requester.of(request);
    Namespace namespace = targets.namespace(path, Role.READ, by);
    String name = path.key();
    if (name.equals(STATS)) {
      QueryParameters.allowNone(request.getQueryString());
      return JerseyAnswer.of(calls.stats(namespace.name(), by));
    }
    Target target = Targets.entry(namespace, name, request.getQueryString());
    return JerseyAnswer.of(read.call(target.key(), ifNoneMatch(request), by));
  }

  private interface Read {
    CompletionStage<Answer> call(CacheKey key, List<String> ifNoneMatch, Requester by);
  }

  /** Stores an entry, where the request's conditions hold. */
  @PUT
  @Path(KEY)
  @Operation(
      operationId = "putEntry",
      summary = "Stores an entry, where the request's conditions hold")
  public CompletionStage<Response> put(@Context HttpServletRequest request) throws IOException {
    Requester by = Requester.of(request);
    Target target = target(request, by);
    try (InputStream body = body(request)) {
      return JerseyAnswer.of(
          calls.put(
              target.key(),
              PutBody.parse(body, limits.maxValueBytes(), target.namespace().defaultTtl()),
              condition(request),
              by));
    }
  }

  /** Removes an entry, where the request's conditions hold. */
  @DELETE
  @Path(KEY)
  @Operation(
      operationId = "deleteEntry",
      summary = "Removes an entry, where the request's conditions hold")
  public CompletionStage<Response> delete(@Context HttpServletRequest request) {
    Requester by = Requester.of(request);
    Target target = target(request, by);
    return JerseyAnswer.of(calls.delete(target.key(), condition(request), by));
  }

  /** The calls that have a name in the place of a key. */
  @POST
  @Path(KEY)
  @Operation(hidden = true) // each call is described under its name
  public CompletionStage<Response> call(@Context HttpServletRequest request) throws IOException {
    RawPath path = RawPath.ofKey(request.getRequestURI());
    String name = path.key();
    if (!NamedCalls.names().contains(name)) {
      throw new NotAllowedException("GET", new String[] {"HEAD", "PUT", "DELETE", "OPTIONS"});
    }
    Requester by = Requester.of(request);
    Namespace namespace = targets.namespace(path, NamedCalls.role(name), by);
    QueryParameters.allowNone(request.getQueryString());
    try (InputStream body = body(request)) {
      return JerseyAnswer.of(namedCalls.call(name, namespace, body, by));
    }
  }

  /** Removes a namespace's entries, all or those that a pattern matches. */
  @DELETE
  @Path(NAMESPACE)
  @Operation(
      operationId = "flush",
      summary = "Removes a namespace's entries, all or those that a pattern matches")
  public CompletionStage<Response> flush(@Context HttpServletRequest request) {
    RawPath path = RawPath.ofNamespace(request.getRequestURI());
    Requester by = Requester.of(request);
    Namespace namespace = targets.namespace(path, Role.WRITE, by);
    @Nullable String pattern =
        QueryParameters.read(request.getQueryString(), PATTERN).get("pattern");
    Glob glob = pattern == null ? Glob.ALL : Glob.of(pattern);
    return JerseyAnswer.of(calls.flush(namespace.name(), glob, by));
  }

  private Target target(HttpServletRequest request, Requester by) {
    return targets.entry(
        RawPath.ofKey(request.getRequestURI()), request.getQueryString(), Role.WRITE, by);
  }

  private InputStream body(HttpServletRequest request) throws IOException {
    return RequestBody.open(
        request.getInputStream(),
        request.getHeader(HttpHeaders.CONTENT_TYPE),
        request.getHeader(HttpHeaders.CONTENT_ENCODING),
        limits.maxRequestBytes());
  }

  private static WriteCondition condition(HttpServletRequest request) {
    return WriteCondition.of(lines(request, HttpHeaders.IF_MATCH), ifNoneMatch(request));
  }

  private static List<String> ifNoneMatch(HttpServletRequest request) {
    return lines(request, HttpHeaders.IF_NONE_MATCH);
  }

  private static List<String> lines(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
