package io.ringcache.entry;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;

/** An {@link Answer} as Jersey sends it. Thread-safe, does not block. */
final class JerseyAnswer {

  private JerseyAnswer() {}

  static CompletionStage<Response> of(CompletionStage<Answer> answer) {
    return answer.thenApply(JerseyAnswer::response);
  }

  private static Response response(Answer answer) {
    Response.ResponseBuilder response = Response.status(answer.status());
    answer.headers().forEach(header -> response.header(header.getName(), header.getValue()));
    byte[] body = answer.body();
    if (body.length > 0) {
      // Jersey would send what is larger than its buffer in chunks.
      response
          .type(MediaType.APPLICATION_JSON_TYPE)
          .header(HttpHeaders.CONTENT_LENGTH, body.length)
          .entity(body);
    }
    return response.build();
  }
}
