package io.ringcache.apikey;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringcache.audit.AuditAction;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.Caller;
import io.ringcache.auth.Role;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * API keys over HTTP. Its calls block: they are an administrator's, and rare. Nobody can give what
 * he has not: every key that is made, shown or revoked lies within the caller's own.
 */
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public final class ApiKeyResource {

  private static final String BEYOND = "the key has roles or namespaces that yours has not";

  private final ApiKeys keys;
  private final AuditTrail audit;
  private final InstantSource clock;

  public ApiKeyResource(ApiKeys keys, AuditTrail audit, InstantSource clock) {
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  @POST
  @Operation(operationId = "createApiKey", summary = "Makes an API key")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(InputStream body, @Context HttpServletRequest request) throws IOException {
    Caller caller = admin(request);
    NewApiKey wanted = NewApiKeyParser.parse(StrictObject.bytes(body), clock.instant());
    requireWithin(caller, wanted.caller());
    Secret secret = Secret.make();
    ApiKey key = keys.create(wanted, secret);
    tell(request, caller, AuditAction.API_KEY_CREATE, key);
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(ApiKeyView.revealing(key, secret))
        .build();
  }

  @GET
  @Operation(
      operationId = "listApiKeys",
      summary = "Lists the API keys that lie within the caller's own")
  public Map<String, List<ApiKeyView>> list(@Context HttpServletRequest request) {
    Caller caller = admin(request);
    return Map.of(
        "api_keys",
        keys.list().stream()
            .filter(key -> caller.covers(key.caller()))
            .map(ApiKeyView::of)
            .toList());
  }

  @DELETE
  @Path("{id}")
  @Operation(operationId = "revokeApiKey", summary = "Revokes an API key")
  public Revoked revoke(@PathParam("id") String text, @Context HttpServletRequest request) {
    Caller caller = admin(request);
    int id = id(text);
    ApiKey key = keys.find(id).orElseThrow(ApiKeyResource::unknown);
    requireWithin(caller, key.caller());
    if (!keys.revoke(id)) {
      throw unknown(); // somebody else was faster
    }
    tell(request, caller, AuditAction.API_KEY_REVOKE, key);
    return new Revoked(true);
  }

  private static Caller admin(HttpServletRequest request) {
    Caller caller = Caller.of(request);
    caller.require(Role.ADMIN);
    QueryParameters.allowNone(request.getQueryString());
    return caller;
  }

  private static void requireWithin(Caller caller, Caller other) {
    if (!caller.covers(other)) {
      throw new ApiException(ErrorCode.FORBIDDEN, BEYOND);
    }
  }

  /** Waits until it is told, or queued; that never fails. */
  private void tell(HttpServletRequest request, Caller caller, AuditAction action, ApiKey key) {
    audit
        .record(caller.name(), RequestId.of(request), action, null, key.described())
        .toCompletableFuture()
        .join();
  }

  private static int id(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw unknown();
    }
    return Integer.parseInt(text);
  }

  private static ApiException unknown() {
    return new ApiException(ErrorCode.NOT_FOUND, "there is no API key of that id");
  }

  /** The answer to a revocation. */
  @Schema(name = "Done")
  record Revoked(@JsonProperty("success") boolean success) {}
}
