package io.ringcache.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is still compressed when it reaches a resource, unless that is one that
 * {@link UndoesContentEncoding}: where {@code server.gzip} is on, gzip has been undone by then, so
 * what is left is a coding that nobody here undoes.
 */
final class ContentCodingFilter implements ContainerRequestFilter {

  private final ResourceInfo resource;

  /** A filter; Jersey's proxy stands for the resource at hand. */
  ContentCodingFilter(@Context ResourceInfo resource) {
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    @Nullable String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (coding != null
        && !coding.isBlank()
        && !coding.trim().equalsIgnoreCase("identity")
        && !resource.getResourceClass().isAnnotationPresent(UndoesContentEncoding.class)) {
      throw new ApiException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "a body is sent without a Content-Encoding");
    }
  }
}
