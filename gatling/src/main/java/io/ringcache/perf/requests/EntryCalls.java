package io.ringcache.perf.requests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.http.HttpRequestActionBuilder;
import io.ringcache.perf.feeders.BatchFeeder;
import io.ringcache.perf.feeders.Documents;
import io.ringcache.perf.feeders.KeyFeeder;

/**
 * Calls on the entries of a namespace. A call of one key takes it from the session, as {@link
 * KeyFeeder} puts it there; one of many, as {@link BatchFeeder} does.
 */
public final class EntryCalls {

  /** Where the session has the status of a read that may have more than one. */
  public static final String STATUS = "status";

  private static final int FOUND = 200;
  private static final int CREATED = 201;
  private static final int MISSED = 404;
  private static final int UNAVAILABLE = 503;

  private final String path;
  private final String entry;

  private EntryCalls(String namespace) {
    this.path = "/api/v1/cache/" + namespace;
    this.entry = path + "/#{" + KeyFeeder.KEY + "}";
  }

  public static EntryCalls in(String namespace) {
    return new EntryCalls(namespace);
  }

  /** A read of a key that is there. */
  public HttpRequestActionBuilder read(String name) {
    return http(name).get(entry).check(status().is(FOUND));
  }

  /** A read of a key that may be there, or not. */
  public HttpRequestActionBuilder lookUp(String name) {
    return http(name).get(entry).check(status().in(FOUND, MISSED).saveAs(STATUS));
  }

  /** A read of a key whose node may be lost. */
  public HttpRequestActionBuilder readOfLostNode(String name) {
    return http(name).get(entry).check(status().in(FOUND, UNAVAILABLE).saveAs(STATUS));
  }

  /** A read of a key whose node is there. */
  public HttpRequestActionBuilder readOfOtherNode(String name) {
    return http(name).get(entry).check(status().is(FOUND).saveAs(STATUS));
  }

  public HttpRequestActionBuilder write(String name, Documents documents) {
    return http(name)
        .put(entry)
        .body(StringBody(session -> Bodies.put(documents)))
        .check(status().in(FOUND, CREATED));
  }

  /** Of keys that are all there. */
  public HttpRequestActionBuilder mget(String name) {
    return http(name)
        .post(path + "/mget")
        .body(StringBody(session -> Bodies.mget(session.getList(BatchFeeder.KEYS))))
        .check(status().is(FOUND), substring("\"misses\":0").exists());
  }

  public HttpRequestActionBuilder mset(String name, Documents documents) {
    return http(name)
        .post(path + "/mset")
        .body(StringBody(session -> Bodies.mset(session.getList(BatchFeeder.KEYS), documents)))
        .check(status().is(FOUND));
  }

  /** Of whatever there is. */
  public HttpRequestActionBuilder flush(String name) {
    return http(name).delete(path).check(status().is(FOUND));
  }

  /** Of everything, which has to be that many. */
  public HttpRequestActionBuilder flush(String name, int keys) {
    return http(name)
        .delete(path)
        .check(status().is(FOUND), substring("\"deleted_count\":" + keys + "}").exists());
  }

  /** Statistics, which have to know that many keys. */
  public HttpRequestActionBuilder holds(String name, int keys) {
    return http(name)
        .get(path + "/stats")
        .check(status().is(FOUND), jmesPath("total_keys").ofInt().is(keys));
  }
}
