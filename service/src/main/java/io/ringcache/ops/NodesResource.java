package io.ringcache.ops;

import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.cache.BackendHealth;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.RingControl;
import io.ringcache.http.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/**
 * The backend's nodes over HTTP, as they look from this process. An administrator's, whatever their
 * namespaces: every namespace lies on all nodes, and no more is said of it here.
 */
@Path("/api/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes")
public final class NodesResource {

  private final CacheBackend backend;

  public NodesResource(CacheBackend backend) {
    this.backend = backend;
  }

  /** Blocks until each node has said how it is, or for a second. */
  @GET
  @Operation(
      operationId = "listNodes",
      summary = "Says how each node is, and what part of the ring it keeps")
  public NodesView list(@Context HttpServletRequest request) {
    Caller.of(request).require(Role.ADMIN);
    QueryParameters.allowNone(request.getQueryString());
    BackendHealth health = backend.health().toCompletableFuture().join();
    return NodesView.of(
        backend.type(),
        health,
        backend.nodes(),
        backend.ring().map(RingControl::state),
        backend.ring().map(RingControl::layout));
  }
}
