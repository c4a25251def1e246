package io.ringcache.namespace;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.audit.AuditAction;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorResponses;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.RequestId;
import io.ringcache.http.StrictObject;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Namespaces")
public final class NamespaceResource {

  private final NamespaceRegistry registry;
  private final NamespaceDeletions deletions;
  private final AuditTrail auditTrail;

  public NamespaceResource(
      NamespaceRegistry registry, NamespaceDeletions deletions, AuditTrail auditTrail) {
    this.registry = registry;
    this.deletions = deletions;
    this.auditTrail = auditTrail;
  }

  /** Those that the caller may see. */
  @GET
  @Operation(
      operationId = "listNamespaces",
      summary = "Lists the namespaces that the caller may see")
  public Map<String, List<NamespaceView>> list(@Context HttpServletRequest request) {
    Caller caller = Caller.of(request);
    QueryParameters.allowNone(request.getQueryString());
    return Map.of(
        "namespaces",
        registry.list().stream()
            .filter(namespace -> caller.sees(namespace.name().value()))
            .map(NamespaceView::of)
            .toList());
  }

  @GET
  @Path("{namespace}")
  @Operation(operationId = "getNamespace", summary = "Says how a namespace is set up")
  public NamespaceView get(
      @PathParam("namespace") String name, @Context HttpServletRequest request) {
    Caller.of(request).require(Role.ADMIN, name);
    QueryParameters.allowNone(request.getQueryString());
    return NamespaceView.of(registry.registered(name));
  }

  @PUT
  @Path("{namespace}")
  @Operation(
      operationId = "putNamespace",
      summary = "Registers a namespace, or changes its settings")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(
      @PathParam("namespace") String name, InputStream body, @Context HttpServletRequest request)
      throws IOException {
    Caller.of(request).require(Role.ADMIN, name);
    QueryParameters.allowNone(request.getQueryString());
    NamespaceName namespace = new NamespaceName(name);
    Stored stored =
        registry.put(namespace, NamespaceSettingsParser.parse(StrictObject.bytes(body)));
    audit(
        request,
        stored.created() ? AuditAction.NAMESPACE_CREATE : AuditAction.NAMESPACE_UPDATE,
        namespace,
        stored.namespace().describeSettings());
    return Response.status(stored.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(NamespaceView.of(stored.namespace()))
        .build();
  }

  @DELETE
  @Path("{namespace}")
  @Operation(operationId = "deleteNamespace", summary = "Flushes and unregisters a namespace")
  public Response delete(@PathParam("namespace") String name, @Context HttpServletRequest request) {
    Caller.of(request).require(Role.ADMIN, name);
    QueryParameters.allowNone(request.getQueryString());
    NamespaceName namespace = new NamespaceName(name);
    FlushResult flushed = deletions.delete(namespace);
    String deleted = flushed.deleted() + " entries deleted";
    if (flushed.failedNodes().isEmpty()) {
      audit(request, AuditAction.NAMESPACE_DELETE, namespace, deleted);
      return Response.ok(new Deleted(true, flushed.deleted())).build();
    }
    audit(
        request,
        AuditAction.NAMESPACE_DELETE,
        namespace,
        "not completed: " + deleted + ", missed by " + String.join(", ", flushed.failedNodes()));
    return ErrorResponses.of(
        ErrorBody.of(ErrorCode.BACKEND_UNAVAILABLE, "not deleted: to be repeated")
            .with("deleted_count", flushed.deleted())
            .with("failed_nodes", flushed.failedNodes()),
        RequestId.of(request));
  }

  /** Returns when the audit trail has it, so that nothing is reported as done before. */
  private void audit(
      HttpServletRequest request, AuditAction action, NamespaceName namespace, String detail) {
    auditTrail
        .record(Caller.of(request).name(), RequestId.of(request), action, namespace.value(), detail)
        .toCompletableFuture()
        .join();
  }

  /** The answer to a deletion. */
  @Schema(name = "Removed")
  record Deleted(
      @JsonProperty("success") boolean success, @JsonProperty("deleted_count") long deletedCount) {}
}
