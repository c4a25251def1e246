package io.ringcache.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.database.Database;
import io.ringcache.http.QueryParameters;
import io.ringcache.http.TimeRange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The audit trail over HTTP. Blocks: it is asked by administrators, and rarely. */
@Path("/api/v1/audit-logs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Logs")
public final class AuditResource {

  private static final Set<String> PARAMETERS = Set.of("since", "until", "limit");

  private final AuditReader reader;

  public AuditResource(Database database) {
    this.reader = new AuditReader(database);
  }

  @GET
  @Operation(operationId = "listAuditLogs", summary = "Lists what was done by whom, newest first")
  public Map<String, List<View>> list(@Context HttpServletRequest request) {
    Caller caller = Caller.of(request);
    caller.require(Role.ADMIN);
    TimeRange range = TimeRange.of(QueryParameters.read(request.getQueryString(), PARAMETERS));
    return Map.of("entries", reader.find(range, caller).stream().map(View::of).toList());
  }

  /** An entry as the API shows it. */
  @Schema(name = "AuditLogEntry")
  record View(
      @JsonProperty("at") String at,
      @JsonProperty("actor") String actor,
      @JsonProperty("action") String action,
      @JsonProperty("namespace") @Nullable String namespace,
      @JsonProperty("detail") String detail,
      @JsonProperty("request_id") String requestId) {

    static View of(AuditEntry entry) {
      return new View(
          entry.place().at().toString(),
          entry.actor(),
          entry.action(),
          entry.namespace(),
          entry.detail(),
          entry.requestId());
    }
  }
}
