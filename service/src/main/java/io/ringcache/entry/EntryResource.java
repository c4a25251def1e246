package io.ringcache.entry;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.RequestId;
import io.ringcache.http.UndoesContentEncoding;
import io.ringcache.namespace.Namespace;
import io.ringcache.namespace.NamespaceRegistry;
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
@UndoesContentEncoding
public final class EntryResource {

  private static final String NAMESPACE = "{namespace: [^/]*}";
  private static final String KEY = NAMESPACE + "/{key: [^/]*}";

  private static final String STATS = "stats";
  private static final Set<String> PATTERN = Set.of("pattern");

  private final NamespaceRegistry registry;
  private final EntryCalls calls;
  private final BodyLimits limits;

  /**
   * The resource.
   *
   * @param executor where answers are made and written that the backend completes on a thread of
   *     its own; bounded, may refuse
   */
  public EntryResource(
      NamespaceRegistry registry, CacheBackend backend, BodyLimits limits, Executor executor) {
    this.registry = registry;
    this.calls = new EntryCalls(backend, executor);
    this.limits = limits;
  }

  /** Reads an entry, or the namespace's statistics, which have the place of a key. */
  @GET
  @Path(KEY)
  public CompletionStage<Response> get(@Context HttpServletRequest request) {
    return read(request, calls::get);
  }

  /** As GET, without the body and uncounted. */
  @HEAD
  @Path(KEY)
  public CompletionStage<Response> head(@Context HttpServletRequest request) {
    return read(request, calls::peek);
  }

  private CompletionStage<Response> read(HttpServletRequest request, Read read) {
    RawPath path = RawPath.ofKey(request.getRequestURI());
    Namespace namespace = registry.forCacheCall(path.namespace());
    String name = path.key();
    String requestId = RequestId.of(request);
    if (name.equals(STATS)) {
      QueryParameters.allowNone(request.getQueryString());
      return respond(calls.stats(namespace.name(), requestId));
    }
    CacheKey key = CacheKey.of(namespace.name(), name);
    QueryParameters.allowNone(request.getQueryString());
    return respond(read.call(key, ifNoneMatch(request), requestId));
  }

  private interface Read {
    CompletionStage<Answer> call(CacheKey key, List<String> ifNoneMatch, String requestId);
  }

  /** Stores an entry. */
  @PUT
  @Path(KEY)
  public CompletionStage<Response> put(@Context HttpServletRequest request) throws IOException {
    Target target = target(request);
    refuseConditions(request);
    try (InputStream body = body(request)) {
      return respond(
          calls.put(
              target.key,
              PutBody.parse(body, limits.maxValueBytes(), target.namespace.defaultTtl()),
              RequestId.of(request)));
    }
  }

  /** Removes an entry. */
  @DELETE
  @Path(KEY)
  public CompletionStage<Response> delete(@Context HttpServletRequest request) {
    Target target = target(request);
    refuseConditions(request);
    return respond(calls.delete(target.key, RequestId.of(request)));
  }

  /** The calls on many keys, which have the place of a key. */
  @POST
  @Path(KEY)
  public CompletionStage<Response> many(@Context HttpServletRequest request) throws IOException {
    RawPath path = RawPath.ofKey(request.getRequestURI());
    String call = path.key();
    return switch (call) {
      case "mget", "mset", "mdelete" -> many(call, path, request);
      default ->
          throw new NotAllowedException("GET", new String[] {"HEAD", "PUT", "DELETE", "OPTIONS"});
    };
  }

  private CompletionStage<Response> many(String call, RawPath path, HttpServletRequest request)
      throws IOException {
    Namespace namespace = registry.forCacheCall(path.namespace());
    QueryParameters.allowNone(request.getQueryString());
    String requestId = RequestId.of(request);
    int maxValueBytes = limits.maxValueBytes();
    try (InputStream body = body(request)) {
      return respond(
          switch (call) {
            case "mget" ->
                calls.mget(KeysBody.parse(body, maxValueBytes, namespace.name()), requestId);
            case "mdelete" ->
                calls.mdelete(
                    KeysBody.parse(body, maxValueBytes, namespace.name()).writable(), requestId);
            default ->
                calls.mset(
                    MsetBody.parse(body, maxValueBytes, namespace.name(), namespace.defaultTtl()),
                    requestId);
          });
    }
  }

  /** Removes a namespace's entries, all or those that a pattern matches. */
  @DELETE
  @Path(NAMESPACE)
  public CompletionStage<Response> flush(@Context HttpServletRequest request) {
    RawPath path = RawPath.ofNamespace(request.getRequestURI());
    Namespace namespace = registry.forCacheCall(path.namespace());
    @Nullable String pattern =
        QueryParameters.read(request.getQueryString(), PATTERN).get("pattern");
    Glob glob = pattern == null ? Glob.ALL : Glob.of(pattern);
    return respond(calls.flush(namespace.name(), glob, RequestId.of(request)));
  }

  private Target target(HttpServletRequest request) {
    RawPath path = RawPath.ofKey(request.getRequestURI());
    Namespace namespace = registry.forCacheCall(path.namespace());
    CacheKey key = CacheKey.of(namespace.name(), path.key());
    QueryParameters.allowNone(request.getQueryString());
    return new Target(namespace, key);
  }

  private record Target(Namespace namespace, CacheKey key) {}

  private InputStream body(HttpServletRequest request) throws IOException {
    return RequestBody.open(
        request.getInputStream(),
        request.getHeader(HttpHeaders.CONTENT_TYPE),
        request.getHeader(HttpHeaders.CONTENT_ENCODING),
        limits.maxRequestBytes());
  }

  private static List<String> ifNoneMatch(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH));
  }

  /** Until the backends decide conditions: a write whose condition is ignored loses an update. */
  private static void refuseConditions(HttpServletRequest request) {
    if (request.getHeader(HttpHeaders.IF_MATCH) != null
        || request.getHeader(HttpHeaders.IF_NONE_MATCH) != null) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "conditional writes are not supported yet");
    }
  }

  private static CompletionStage<Response> respond(CompletionStage<Answer> answer) {
    return answer.thenApply(EntryResource::response);
  }

  private static Response response(Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(response::header);
    byte[] body = answer.body();
    if (body.length > 0) {
      // Jersey would send what is larger than its buffer in chunks.
      response
          .type(MediaType.APPLICATION_JSON_TYPE)
          .header(HttpHeaders.CONTENT_LENGTH, body.length)
          .entity(body);
    }
    return response.build();
  }
}
