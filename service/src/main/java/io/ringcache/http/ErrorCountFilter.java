package io.ringcache.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Counts the errors that Jersey answers. */
final class ErrorCountFilter implements ContainerResponseFilter {

  private final ErrorCounts counts;

  ErrorCountFilter(ErrorCounts counts) {
    this.counts = counts;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatusInfo() instanceof ErrorStatus error) {
      counts.add(error.code());
    }
  }
}
