package io.ringcache.ops;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a load balancer asks: 200 while there is a node that answers, 503 otherwise. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {

  private final BackendProbe probe;

  public HealthResource(BackendProbe probe) {
    this.probe = probe;
  }

  /** Blocks for less than a second: bounded, and no thread of the backend waits for this client. */
  @GET
  public Response get() {
    HealthReport report = probe.report();
    return Response.status(
            report.status() == HealthReport.Status.UNHEALTHY
                ? Response.Status.SERVICE_UNAVAILABLE
                : Response.Status.OK)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(report.body())
        .build();
  }
}
