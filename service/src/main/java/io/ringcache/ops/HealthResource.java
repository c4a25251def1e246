package io.ringcache.ops;

import io.ringcache.audit.AuditTrail;
import io.ringcache.database.Database;
import io.ringcache.http.Drain;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * What a load balancer asks: 200 while there is a node that answers, 503 otherwise, and when the
 * service is about to stop or another ring fills the nodes. The database has no say in that, since
 * the cache serves without it.
 */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Health")
public final class HealthResource {

  private final BackendProbe probe;
  private final Database database;
  private final AuditTrail audit;
  private final Drain drain;

  public HealthResource(BackendProbe probe, Database database, AuditTrail audit, Drain drain) {
    this.probe = probe;
    this.database = database;
    this.audit = audit;
    this.drain = drain;
  }

  /** Blocks for less than a second: bounded, and no thread of the backend waits for this client. */
  @GET
  @Operation(operationId = "getHealth", summary = "Says whether to send requests here")
  public Response get() {
    boolean draining = drain.hasBegun();
    HealthReport report = probe.report();
    HealthReport.Status status = draining ? HealthReport.Status.UNHEALTHY : report.service();
    return Response.status(
            status == HealthReport.Status.UNHEALTHY
                ? Response.Status.SERVICE_UNAVAILABLE
                : Response.Status.OK)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(body(report, status, draining))
        .build();
  }

  private Map<String, Object> body(
      HealthReport report, HealthReport.Status status, boolean draining) {
    Map<String, Object> body = report.body(status);
    body.put("database", database.isConnected() ? "connected" : "disconnected");
    putUnlessZero(body, "audit_queued", audit.queued());
    putUnlessZero(body, "audit_lost", audit.lost());
    if (draining) {
      body.put("draining", true);
    }
    return body;
  }

  private static void putUnlessZero(Map<String, Object> body, String name, long count) {
    if (count != 0) {
      body.put(name, count);
    }
  }
}
