package io.ringcache.entry;

import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorStatus;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An {@link Answer} as Jersey sends it. Thread-safe, does not block. */
final class JerseyAnswer {

  private JerseyAnswer() {}

  static CompletionStage<Response> of(CompletionStage<Answer> answer) {
    return answer.thenApply(JerseyAnswer::response);
  }

  private static Response response(Answer answer) {
    @Nullable ErrorCode error = answer.error();
    Response.ResponseBuilder response =
        error == null
            ? Response.status(answer.status())
            : Response.status(new ErrorStatus(error, answer.status()));
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
