package io.ringcache.namespace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorResponses;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The namespaces over HTTP. Its calls block: they are an administrator's, and rare. */
@Path("/api/v1/namespaces")
@Produces(MediaType.APPLICATION_JSON)
public final class NamespaceResource {

  /** Three settings need no more. */
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final NamespaceRegistry registry;
  private final CacheBackend backend;

  public NamespaceResource(NamespaceRegistry registry, CacheBackend backend) {
    this.registry = registry;
    this.backend = backend;
  }

  @GET
  public Map<String, List<NamespaceView>> list(@Context HttpServletRequest request) {
    QueryParameters.allowNone(request.getQueryString());
    return Map.of("namespaces", registry.list().stream().map(NamespaceView::of).toList());
  }

  @GET
  @Path("{namespace}")
  public NamespaceView get(
      @PathParam("namespace") String name, @Context HttpServletRequest request) {
    QueryParameters.allowNone(request.getQueryString());
    return NamespaceView.of(registry.registered(name));
  }

  @PUT
  @Path("{namespace}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(
      @PathParam("namespace") String name, InputStream body, @Context HttpServletRequest request)
      throws IOException {
    QueryParameters.allowNone(request.getQueryString());
    NamespaceName namespace = new NamespaceName(name);
    NamespaceStore.Stored stored =
        registry.put(namespace, NamespaceSettingsParser.parse(read(body)));
    return Response.status(stored.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(NamespaceView.of(stored.namespace()))
        .build();
  }

  @DELETE
  @Path("{namespace}")
  public Response delete(@PathParam("namespace") String name, @Context HttpServletRequest request) {
    QueryParameters.allowNone(request.getQueryString());
    FlushResult flushed = registry.delete(new NamespaceName(name), this::flush);
    if (flushed.failedNodes().isEmpty()) {
      return Response.ok(new Deleted(true, flushed.deleted())).build();
    }
    return ErrorResponses.of(
        ErrorBody.of(ErrorCode.BACKEND_UNAVAILABLE, "not deleted: to be repeated")
            .with("deleted_count", flushed.deleted())
            .with("failed_nodes", flushed.failedNodes()),
        RequestId.of(request));
  }

  private FlushResult flush(NamespaceName namespace) {
    return backend.flush(namespace, Glob.ALL).toCompletableFuture().join();
  }

  private static byte[] read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new ApiException(ErrorCode.REQUEST_TOO_LARGE);
    }
    return bytes;
  }

  /** The answer to a deletion. */
  record Deleted(
      @JsonProperty("success") boolean success, @JsonProperty("deleted_count") long deletedCount) {}
}
