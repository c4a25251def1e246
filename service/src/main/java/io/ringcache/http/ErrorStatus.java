package io.ringcache.http;

import jakarta.ws.rs.core.Response;

/**
 * The status of an error that Jersey answers, which still knows the code.
 *
 * @param status where a library chose another than the code's
 */
public record ErrorStatus(ErrorCode code, int status) implements Response.StatusType {

  /** The status that is the code's own. */
  public static ErrorStatus of(ErrorCode code) {
    return new ErrorStatus(code, code.status());
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public Response.Status.Family getFamily() {
    return Response.Status.Family.familyOf(status);
  }

  @Override
  public String getReasonPhrase() {
    return code.error();
  }
}
