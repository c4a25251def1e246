package io.ringcache.http;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the HTTP side makes of a request, and of a resource that fails in any way there is. */
@Path("/probe")
@Produces(MediaType.APPLICATION_JSON)
public final class ProbeResource {

  @GET
  @Path("key/{key}")
  @Produces("text/plain")
  public String rawPath(@Context HttpServletRequest request) {
    return request.getRequestURI();
  }

  @PUT
  @Path("body")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces("text/plain")
  public String length(InputStream body) throws IOException {
    return Integer.toString(body.readAllBytes().length);
  }

  @POST
  @Path("unread")
  public Response refuseUnread(@Context HttpServletRequest request) {
    return ErrorResponses.of(
        ErrorBody.of(ErrorCode.VALUE_TOO_LARGE, "not even read"), RequestId.of(request));
  }

  @POST
  @Path("half")
  public String refuseHalfRead(InputStream body) throws IOException {
    byte[] read = body.readNBytes(1000);
    throw new ApiException(ErrorCode.VALUE_TOO_LARGE, read.length + " bytes read");
  }

  @GET
  @Path("fail/{how}")
  public String fail(@PathParam("how") String how) {
    throw failure(how);
  }

  @GET
  @Path("fail-later/{how}")
  public CompletionStage<String> failLater(@PathParam("how") String how) {
    Supplier<String> failing =
        () -> {
          throw failure(how);
        };
    return CompletableFuture.supplyAsync(failing);
  }

  private static RuntimeException failure(String how) {
    return switch (how) {
      case "unavailable" -> new CacheException.NodeUnavailable("n1", "closed");
      case "timeout" -> new CacheException.NodeTimeout("n1", 500);
      case "busy" -> new CacheException.NodeBusy("n1", 10_000);
      case "full" -> new CacheException.StorageFull("no room");
      case "protocol" -> new CacheException.Protocol("n1", "secret bytes");
      case "key" -> new InvalidInputException(InvalidInputException.Field.KEY, "bad key");
      case "pattern" -> new InvalidInputException(InvalidInputException.Field.PATTERN, "bad");
      case "api" -> new ApiException(ErrorCode.NOT_AN_INTEGER, "say \"no\"\n\u0001 \ud83d\ude00");
      default -> new IllegalStateException("secret of io.ringcache");
    };
  }
}
