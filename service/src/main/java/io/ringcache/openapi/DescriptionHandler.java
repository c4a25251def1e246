package io.ringcache.openapi;

import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.HandlerErrors;
import io.ringcache.http.HttpSide;
import io.ringcache.openapi.PackagedFile.Content;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Serves the description of the API and the page that shows it to anybody, key or none; everything
 * else goes on. Never blocks.
 *
 * <p>Not a resource: everybody may ask for the page's megabytes, and here all who do are sent the
 * same bytes, on no thread, however slowly they take them.
 */
public final class DescriptionHandler extends Handler.Wrapper {

  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";

  private static final Map<String, PackagedFile> FILES =
      Map.of(
          "/openapi.json", new PackagedFile("openapi.json", "application/json"),
          "/openapi.yaml", new PackagedFile("openapi.yaml", "application/yaml"),
          "/docs", new PackagedFile("docs.html", "text/html; charset=utf-8"),
          "/docs/docs.js", new PackagedFile("docs.js", JAVASCRIPT),
          "/docs/docs.css", new PackagedFile("docs.css", CSS),
          "/docs/swagger-ui-bundle.js", new PackagedFile("swagger-ui-bundle.js", JAVASCRIPT),
          "/docs/swagger-ui.css", new PackagedFile("swagger-ui.css", CSS),
          "/docs/favicon.png", new PackagedFile("favicon-32x32.png", "image/png"));

  /** Asked for again each time, at the price of a 304: another version may have been deployed. */
  private static final HttpField NO_CACHE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");

  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  /** The page loads from nowhere but here, runs nothing but its files, and can not be framed. */
  private static final HttpField POLICY =
      new PreEncodedHttpField(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private static final HttpField ALLOW =
      new PreEncodedHttpField(HttpHeader.ALLOW, "GET,HEAD,OPTIONS");

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    @Nullable PackagedFile file = asked(request);
    if (file == null) {
      return super.handle(request, response, callback);
    }
    if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
      send(file, request, response, callback);
    } else if (HttpMethod.OPTIONS.is(request.getMethod())) {
      response.setStatus(HttpStatus.NO_CONTENT_204);
      response.getHeaders().put(ALLOW);
      callback.succeeded();
    } else {
      response.getHeaders().put(ALLOW);
      HandlerErrors.write(
          request, response, callback, new ApiException(ErrorCode.METHOD_NOT_ALLOWED));
    }
    return true;
  }

  /** What is spelt otherwise, and would come out there as well, is merely not there. */
  private static @Nullable PackagedFile asked(Request request) {
    @Nullable String path = request.getHttpURI().getPath();
    boolean possible = path != null && (path.startsWith("/docs") || path.startsWith("/openapi."));
    return possible && !HttpSide.isOfAdministration(request) ? FILES.get(path) : null;
  }

  private static void send(
      PackagedFile file, Request request, Response response, Callback callback) {
    @Nullable Content read = file.contentIfRead();
    if (read != null) {
      send(file, read, request, response, callback);
      return;
    }
    Executor threads = request.getConnectionMetaData().getConnector().getExecutor();
    try {
      threads.execute(
          () -> {
            try {
              send(file, file.content(), request, response, callback);
            } catch (RuntimeException failure) {
              Response.writeError(request, response, callback, failure);
            }
          });
    } catch (RejectedExecutionException e) {
      HandlerErrors.write(request, response, callback, new ApiException(ErrorCode.OVERLOADED));
    }
  }

  private static void send(
      PackagedFile file, Content content, Request request, Response response, Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.ETAG, content.entityTag());
    headers.put(NO_CACHE);
    headers.put(NO_SNIFFING);
    if (file.mediaType().startsWith("text/html")) {
      headers.put(POLICY);
    }
    if (isKnown(content, request)) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return;
    }
    response.setStatus(HttpStatus.OK_200);
    headers.put(HttpHeader.CONTENT_TYPE, file.mediaType());
    headers.put(HttpHeader.CONTENT_LENGTH, content.bytes().remaining());
    response.write(true, content.bytes().duplicate(), callback);
  }

  private static boolean isKnown(Content content, Request request) {
    List<String> tags = request.getHeaders().getCSV(HttpHeader.IF_NONE_MATCH, true);
    return tags.contains("*")
        || tags.contains(content.entityTag())
        || tags.contains("W/" + content.entityTag());
  }
}
