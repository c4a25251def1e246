package io.ringcache.perf.requests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.ringcache.perf.feeders.KeyFeeder;

/** Calls on a namespace itself. */
public final class NamespaceCalls {

  /** Where the session has what a page that was answered is followed by; nothing after the last. */
  public static final String CURSOR = "cursor";

  /** Where the session has to have the cursor of the page that is asked for. */
  public static final String FROM = "from";

  /** Where the session has the node of the key that was inspected. */
  public static final String NODE = "node";

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int PAGE = 1_000;

  private final String path;

  private NamespaceCalls(String namespace) {
    this.path = "/api/v1/namespaces/" + namespace;
  }

  public static NamespaceCalls of(String namespace) {
    return new NamespaceCalls(namespace);
  }

  /** Makes it, or changes it, with room for that much. */
  public HttpRequestActionBuilder make(String name, long megabytes) {
    return http(name)
        .put(path)
        .body(StringBody(Bodies.namespace(megabytes)))
        .check(status().in(OK, CREATED));
  }

  /** The first page of the keys of a pattern. */
  public HttpRequestActionBuilder firstPage(String name, String pattern) {
    return page(http(name).get(path + "/keys"), pattern);
  }

  /** The page that comes after. */
  public HttpRequestActionBuilder nextPage(String name, String pattern) {
    return page(http(name).get(path + "/keys").queryParam(CURSOR, "#{" + FROM + "}"), pattern);
  }

  private static HttpRequestActionBuilder page(HttpRequestActionBuilder request, String pattern) {
    return request
        .queryParam("pattern", pattern)
        .queryParam("limit", PAGE)
        .check(status().is(OK), jmesPath(CURSOR).optional().saveAs(CURSOR));
  }

  /** Where the session's key is. */
  public HttpRequestActionBuilder inspect(String name) {
    return http(name)
        .get(path + "/keys/#{" + KeyFeeder.KEY + "}")
        .check(status().is(OK), jmesPath("nodes[0]").saveAs(NODE));
  }
}
