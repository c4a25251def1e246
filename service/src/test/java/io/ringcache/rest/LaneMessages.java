package io.ringcache.rest;

import java.util.stream.Stream;

/**
 * What clients send to the two lanes: requests of every kind that one of them may take for plain,
 * and of some that are no HTTP. Messages as they are on the wire, one character a byte.
 */
final class LaneMessages {

  static final String KEY = "0123456789abcdef0123456789abcdef";
  static final String AUTH = "Authorization: Bearer " + KEY + "\r\n";
  private static final String TAG = "\"d6baa1b1e0a9f0a5b5d7d8fda5c8a4a5\"";

  private LaneMessages() {}

  static Stream<String> reads() {
    return Stream.of(
            "hit",
            "miss",
            "large",
            "a%2Fb",
            "a%2fb",
            "%61%2Fb",
            "a;b",
            "a;b%zz",
            "a%3bb",
            "%C3%A9",
            "h\u00c3\u00a9",
            "%ff",
            "%",
            "%4",
            "%zz",
            "%C3",
            "",
            ".",
            "..",
            "%2e%2e",
            "a%0Ab",
            "a%00b",
            "hit?",
            "hit?x=1",
            "hit?x",
            "hit#f",
            "hit/",
            "hit/x",
            "a//b",
            "{a}",
            "a|b",
            "a\\b",
            "a\"b",
            "k".repeat(512),
            "k".repeat(513),
            "%E6%BC%A2".repeat(171))
        .map(key -> get("/api/v1/cache/ns/" + key, AUTH));
  }

  static Stream<String> otherPaths() {
    return Stream.of(
            "/api/v1/cache/other/hit",
            "/api/v1/cache/n%73/hit",
            "/api/v1/cache/-bad/hit",
            "/api/v1/cache/%ff/hit",
            "/api/v1/cache//hit",
            "/api/v1/cache/./ns/hit",
            "/api/v1/cache/x/../ns/hit",
            "/api/v1/cache/ns/%2e%2e/ns/hit",
            "/api/v1/cache/ns;x=1/hit",
            "/api/v1//cache/ns/hit",
            "/api/v1/cache/ns",
            "/api/v1/cache",
            "/API/v1/cache/ns/hit",
            "/api/v1/nothing",
            "/health/no",
            "http://localhost/api/v1/cache/ns/hit")
        .map(path -> get(path, AUTH));
  }

  static Stream<String> headers() {
    return Stream.of(
            "",
            "Authorization: Bearer wrong\r\n",
            "Authorization: Basic " + KEY + "\r\n",
            AUTH + AUTH,
            AUTH + "Accept: */*\r\n",
            AUTH + "Accept: application/json\r\n",
            AUTH + "Accept: application/*;q=0.5\r\n",
            AUTH + "Accept: text/html, */*;q=0.1\r\n",
            AUTH + "Accept: text/html\r\n",
            AUTH + "Accept: application/json;q=0\r\n",
            AUTH + "Accept: nonsense\r\n",
            AUTH + "Accept: */*\r\nAccept: text/html\r\n",
            AUTH + "Accept:\r\n",
            AUTH + "Accept-Encoding: gzip\r\n",
            AUTH + "Accept-Charset: utf-16\r\n",
            AUTH + "Accept-Language: nonsense;;q\r\n",
            AUTH + "X-Request-Id: mine-1\r\n",
            AUTH + "X-Request-Id: not mine\r\n",
            AUTH + "If-None-Match: *\r\n",
            AUTH + "If-None-Match: \"other\"\r\n",
            AUTH + "If-None-Match: nonsense\r\n",
            AUTH + "If-None-Match: " + TAG + "\r\nIf-None-Match: W/\"x\"\r\n",
            AUTH + "If-Match: \"other\"\r\n",
            AUTH + "If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT\r\n",
            AUTH + "Range: bytes=0-3\r\n",
            AUTH + "Content-Type: nonsense\r\n",
            AUTH + "Content-Encoding: gzip\r\n",
            AUTH + "Cookie: a=b; ;=\r\n",
            AUTH + "Expect: 100-continue\r\n",
            AUTH + "Expect: nonsense\r\n",
            AUTH + "Upgrade: h2c\r\nConnection: upgrade\r\n",
            AUTH + "Connection: close\r\n",
            AUTH + "X-HTTP-Method-Override: DELETE\r\n",
            AUTH + "Content-Length: 3\r\n\r\nabc",
            AUTH + "Content-Length: 0\r\n",
            AUTH + "Content-Length: 3\r\nContent-Length: 4\r\n",
            AUTH + "Content-Length: nonsense\r\n",
            AUTH + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n")
        .map(headers -> get("/api/v1/cache/ns/hit", headers));
  }

  static Stream<String> oddMessages() {
    String path = "/api/v1/cache/ns/hit";
    return Stream.of(
        "GET " + path + " HTTP/1.0\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.0\r\nConnection: keep-alive\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.1\r\n" + AUTH + "\r\n",
        "GET " + path + "\r\n",
        "get " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "PATCH " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "TRACE " + path + " HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "DELETE /api/v1/cache/ns/miss HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9000) + "\r\n\r\n");
  }

  /** What is asked about the key is asked afterwards: whether it is there, and what it is. */
  static Stream<String> writes() {
    return Stream.of(
            put("{\"value\":1}"),
            put("{\"value\":{\"a\": [1, 2.50 , null]},\"ttl\":60,\"tags\":[\"t\"]}"),
            put("{\"ttl\":0.5,\"value\":\"\u00c3\u00a9\"}"),
            put("{}"),
            put("{\"value\":1,\"ttl\":-1}"),
            put("{\"value\":1,\"ttl\":\"1\"}"),
            put("{\"value\":1,\"tags\":\"t\"}"),
            put("{\"value\":1,\"tags\":[\"\"]}"),
            put("{\"value\":1,\"colour\":1}"),
            put("{\"value\":1,\"value\":2}"),
            put("{\"value\":1} x"),
            put("{\"value\":"),
            put("{\"value\":\"\u00ff\"}"),
            put("[]"),
            put("nonsense"),
            put(" "),
            put("{\"value\":" + "[".repeat(1001) + "]".repeat(1001) + "}"),
            put("{\"value\":\"" + "x".repeat(16 << 10) + "\"}"),
            put("{\"value\":\"" + "x".repeat(70_000) + "\"}"),
            put("{\"value\":\"" + "x".repeat(140_000) + "\"}"),
            putWith("Content-Type: text/plain\r\n", "{\"value\":1}"),
            putWith("Content-Type: application/json; charset=utf-8\r\n", "{\"value\":1}"),
            putWith("Content-Type: APPLICATION/JSON\r\n", "{\"value\":1}"),
            putWith("Content-Type: application/json; charset=latin1\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: identity\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: gzip\r\n", "{\"value\":1}"),
            putWith("Content-Encoding: br\r\n", "{\"value\":1}"),
            putWith("If-None-Match: *\r\n", "{\"value\":1}"),
            putWith("If-Match: *\r\n", "{\"value\":1}"),
            putWith("If-Match: \"x\"\r\n", "{\"value\":1}"),
            putWith("If-None-Match: nonsense\r\n", "{\"value\":1}"),
            putWith("Expect: 100-continue\r\n", "{\"value\":1}"),
            putWith("Connection: close\r\n", "{\"value\":1}"),
            putWith("Accept: text/html\r\n", "{\"value\":1}"),
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n" + AUTH + "\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 0\r\n\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Transfer-Encoding: chunked\r\n\r\nb\r\n{\"value\":1}\r\n0\r\n\r\n",
            "PUT /api/v1/cache/ns/new HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/new?x=1 HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/stats HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/other/new HTTP/1.1\r\nHost: localhost\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}",
            "PUT /api/v1/cache/ns/new HTTP/1.0\r\n"
                + AUTH
                + "Content-Length: 11\r\n\r\n{\"value\":1}")
        .map(write -> write + get("/api/v1/cache/ns/new", AUTH));
  }

  static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String put(String body) {
    return put("new", body);
  }

  private static String putWith(String headers, String body) {
    return put("new", headers, body);
  }

  static String put(String key, String body) {
    return put(key, "", body);
  }

  static String put(String key, String headers, String body) {
    return "PUT /api/v1/cache/ns/"
        + key
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + AUTH
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
