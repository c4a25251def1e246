package io.ringcache.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Errors as Jersey answers them, for a resource whose error says more than an exception can. */
public final class ErrorResponses {

  private ErrorResponses() {}

  /** The response with that body, and the headers that its code asks for. */
  public static Response of(ErrorBody body, String requestId) {
    Response.ResponseBuilder response =
        Response.status(ErrorStatus.of(body.code()))
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(body.render(requestId));
    @Nullable String retryAfter = ErrorBody.retryAfter(body.code());
    if (retryAfter != null) {
      response.header(HttpHeaders.RETRY_AFTER, retryAfter);
    }
    if (body.code() == ErrorCode.UNAUTHENTICATED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, ErrorBody.CHALLENGE);
    }
    return response.build();
  }
}
