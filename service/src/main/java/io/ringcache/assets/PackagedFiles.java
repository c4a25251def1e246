package io.ringcache.assets;

import io.ringcache.assets.PackagedFile.Content;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.HandlerErrors;
import io.ringcache.http.HttpSide;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
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
 * Serves files of the jar's to anybody, key or none; everything else goes on. Never blocks.
 *
 * <p>No resources: everybody may ask for the pages' megabytes, and here all who do are sent the
 * same bytes, on no thread, however slowly they take them.
 */
public final class PackagedFiles extends Handler.Wrapper {

  /** Where no file is: what is asked for most is passed on without a look. */
  private static final String API = "/api/";

  /** Asked for again each time, at the price of a 304: another version may have been deployed. */
  private static final HttpField NO_CACHE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");

  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  /** What a page's address has in it is nobody else's business. */
  private static final HttpField NO_REFERRER =
      new PreEncodedHttpField("Referrer-Policy", "no-referrer");

  private static final HttpField ALLOW =
      new PreEncodedHttpField(HttpHeader.ALLOW, "GET,HEAD,OPTIONS");

  private final Map<String, PackagedFile> files;

  private PackagedFiles(Map<String, PackagedFile> files) {
    this.files = files;
  }

  /** Serves these, by their paths; no path is in two of them. */
  public static PackagedFiles of(List<Map<String, PackagedFile>> all) {
    return new PackagedFiles(
        all.stream()
            .flatMap(files -> files.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

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
  private @Nullable PackagedFile asked(Request request) {
    @Nullable String path = request.getHttpURI().getPath();
    if (path == null || path.startsWith(API)) {
      return null;
    }
    @Nullable PackagedFile file = files.get(path);
    return file != null && !HttpSide.isOfAdministration(request) ? file : null;
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
    headers.put(NO_REFERRER);
    @Nullable HttpField policy = file.policy();
    if (policy != null) {
      headers.put(policy);
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
