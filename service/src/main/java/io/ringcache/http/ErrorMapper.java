package io.ringcache.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Set;
import java.util.TreeSet;

/** Answers whatever Jersey or a resource throws in our shape; the only exception mapper. */
final class ErrorMapper implements ExceptionMapper<Throwable> {

  private final HttpServletRequest request;

  /** A mapper; Jersey's proxy stands for the request at hand. */
  ErrorMapper(@Context HttpServletRequest request) {
    this.request = request;
  }

  @Override
  public Response toResponse(Throwable failure) {
    String requestId = RequestId.of(request);
    if (failure instanceof WebApplicationException web) {
      int status = web.getResponse().getStatus();
      if (status < 400) {
        return web.getResponse();
      }
      if (status < 500) {
        return refused(web.getResponse(), status, requestId);
      }
    }
    ApiException error = ErrorTranslator.translate(failure, requestId);
    return ErrorResponses.of(ErrorBody.of(error.code(), error.detail()), requestId);
  }

  /** What Jersey itself refuses: no such path, method or media type. */
  private static Response refused(Response original, int status, String requestId) {
    ErrorCode code = ErrorTranslator.codeOf(status);
    Response.ResponseBuilder response =
        Response.status(new ErrorStatus(code, status))
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(ErrorBody.of(code).render(requestId));
    Set<String> allowed = new TreeSet<>(original.getAllowedMethods());
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD); // Jersey serves it, and forgets to say so here
    }
    return allowed.isEmpty() ? response.build() : response.allow(allowed).build();
  }
}
