package io.ringcache.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Messages that a client could send, from fair to foul, the same for the same random numbers. Not
 * thread-safe.
 */
final class OddHttp {

  private static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "POST", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT");
  private static final List<String> ODD_METHODS =
      List.of(
          "get", "G", "PRI", "GET/", "BREW", "M-SEARCH", "\u00c9", "PUT\t", "", "X".repeat(300));
  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/1.2",
          "http/1.1",
          "HTTP/1",
          "HTTP/11",
          "XTTP/1.1",
          "");
  private static final List<String> NAMES =
      List.of(
          "ns", "ns", "ns", "ns", "ns", "none", "fuzz-1", "fuzz-2", "a/b", "%2e%2e", "\u00fc",
          "%ff", "", ".", "ns%00");
  private static final List<String> KEYS =
      List.of(
          "k",
          "stats",
          "mget",
          "mset",
          "mdelete",
          "incr",
          "touch",
          "invalidate",
          "a;b",
          "%2F",
          "%",
          "%zz",
          "..",
          "%2e%2e",
          "a%20b",
          "{}",
          "%F0%9F%98%80",
          "%c3%28",
          "",
          "k".repeat(513),
          "?",
          "#",
          "\"");
  private static final List<String> QUERIES =
      List.of(
          "",
          "?",
          "?pattern=*",
          "?pattern=",
          "?pattern=[",
          "?pattern=%ff",
          "?limit=0",
          "?limit=5&cursor=x",
          "?cursor=%00",
          "?since=yesterday",
          "?a=b&a=c",
          "?%",
          "?since=2024-01-01T00:00:00Z",
          "??",
          "?=&&=");
  private static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: */*;q=0",
          "Accept: , ,",
          "Content-Type: text/plain",
          "Content-Type: application/json; charset=utf-16",
          "Content-Type: /",
          "Content-Encoding: gzip",
          "Content-Encoding: br, gzip",
          "Expect: 100-continue",
          "Expect: x",
          "Connection: close",
          "Connection: keep-alive, Upgrade",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "HTTP2-Settings: AAMAAABk",
          "If-Match: *",
          "If-Match: \"",
          "If-None-Match: W/\"a\", \"b",
          "If-None-Match: *",
          "X-Request-Id: \u00ff",
          "X-Request-Id: a",
          "Authorization: Bearer rk_x",
          "Authorization: Basic \u00e9",
          "X-Forwarded-For: ::1, 999.1.1.1",
          "Cookie: a=b; c=\"",
          "Range: bytes=0-",
          "Host: other",
          "TE: trailers",
          "Transfer-Encoding: identity",
          "Content-Length: 0",
          "X\u0000: a",
          "X : a",
          " X: a",
          ": a",
          "X",
          "X: a\rb",
          "Trailer: X",
          "Date: never",
          "Content-Length: +1",
          "Content-Length: 1, 1",
          "Max-Forwards: -1");
  private static final List<String> VALUES =
      List.of(
          "1",
          "null",
          "\"a\"",
          "[]",
          "{}",
          "1e999",
          "-0",
          "01",
          "tru",
          "\"\\ud800\"",
          "\"\u0000\"",
          "[[[[[[",
          "\"",
          "[1,]",
          "{\"a\":}",
          "\"\u00ff\u00fe\"",
          "12345678901234567890123",
          "// x",
          "NaN",
          "{\"a\":1,\"a\":2}");
  private static final List<String> CHUNKS =
      List.of(
          "3\r\nabc\r\n0\r\n\r\n",
          "3;x=y\r\nabc\r\n0\r\nX: y\r\n\r\n",
          "zz\r\n",
          "-1\r\na\r\n",
          "0x3\r\nabc\r\n0\r\n\r\n",
          "ffffffffffffffff\r\na",
          "3\nabc\n0\n\n",
          "2\r\nabc\r\n0\r\n\r\n",
          "\r\n",
          "3 \r\nabc\r\n0\r\n\r\n",
          "80000000\r\n",
          "0\r\n" + "X: y\r\n".repeat(2_000) + "\r\n");
  private static final String SMUGGLED = "GET /health HTTP/1.1\r\nHost: b\r\n\r\n";

  private final Random random;

  OddHttp(Random random) {
    this.random = random;
  }

  /** A message that is whole, so that another may follow it. */
  byte[] whole() {
    String body = chance(2) ? "" : body();
    String method =
        chance(20)
            ? oneOf(ODD_METHODS)
            : oneOf(chance(3) ? METHODS.subList(0, 7) : METHODS.subList(0, 4));
    String framing =
        switch (random.nextInt(4)) {
          case 0 -> body.isEmpty() ? "" : "Transfer-Encoding: chunked\r\n";
          default -> body.isEmpty() ? "" : "Content-Length: " + bytes(body).length + "\r\n";
        };
    String sent = framing.startsWith("T") ? chunked(body) : body;
    return bytes(
        method
            + " "
            + target()
            + " HTTP/1.1\r\nHost: a\r\n"
            + headers(8)
            + framing
            + "\r\n"
            + sent);
  }

  /** A message after which nobody knows what comes. */
  byte[] foul() {
    return oneOf(
            List.<Supplier<byte[]>>of(
                this::noise,
                this::mutated,
                this::mutated,
                this::mutated,
                this::cutShort,
                this::flood,
                this::smuggled,
                this::smuggled,
                this::oddLine,
                this::oddBody))
        .get();
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(400)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] mutated() {
    byte[] message = whole();
    for (int i = random.nextInt(6); i >= 0; i--) {
      message = mutation(message);
    }
    return message;
  }

  private byte[] mutation(byte[] of) {
    if (of.length == 0) {
      return of;
    }
    int at = random.nextInt(of.length);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    to.write(of, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> { // one lost
        to.write(of, at + 1, of.length - at - 1);
      }
      case 1 -> { // one more
        to.write(random.nextInt(256));
        to.write(of, at, of.length - at);
      }
      case 2 -> { // another
        to.write(of[at] ^ (1 << random.nextInt(8)));
        to.write(of, at + 1, of.length - at - 1);
      }
      case 3 -> { // a part twice
        int length = random.nextInt(of.length - at) + 1;
        to.write(of, at, length);
        to.write(of, at, of.length - at);
      }
      default -> { // something that means something
        to.writeBytes(
            bytes(
                oneOf(
                    List.of(
                        "\r\n",
                        "\n",
                        "\r",
                        "\u0000",
                        ":",
                        " ",
                        "\t",
                        "%",
                        "\u00ff",
                        ";",
                        "\r\n\r\n"))));
        to.write(of, at, of.length - at);
      }
    }
    return to.toByteArray();
  }

  private byte[] cutShort() {
    byte[] message = whole();
    return java.util.Arrays.copyOf(message, random.nextInt(message.length) + 1);
  }

  private byte[] flood() {
    StringBuilder message = new StringBuilder("GET " + target() + " HTTP/1.1\r\nHost: a\r\n");
    switch (random.nextInt(4)) {
      case 0 -> message.append("X: y\r\n".repeat(random.nextInt(3_000)));
      case 1 -> message.append("X: ").append("y".repeat(random.nextInt(20_000))).append("\r\n");
      case 2 -> message.append("x".repeat(random.nextInt(20_000))).append(": y\r\n");
      default -> message.insert(4, "/" + "a".repeat(random.nextInt(20_000)));
    }
    return bytes(message.append("\r\n").toString());
  }

  /** One message to the one, two to the other, if they do not agree where a body ends. */
  private byte[] smuggled() {
    String line =
        oneOf(List.of("POST", "PUT", "GET")) + " " + target() + " HTTP/1.1\r\nHost: a\r\n";
    String chunks = oneOf(CHUNKS);
    return bytes(
        line
            + switch (random.nextInt(9)) {
              case 0 ->
                  "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED;
              case 1 ->
                  "Transfer-Encoding: chunked\r\nContent-Length: 500\r\n\r\n" + chunks + SMUGGLED;
              case 2 -> "Transfer-Encoding: xchunked\r\n\r\n" + chunks + SMUGGLED;
              case 3 -> "Transfer-Encoding : chunked\r\n\r\n" + chunks + SMUGGLED;
              case 4 -> "Transfer-Encoding: chunked, identity\r\n\r\n" + chunks + SMUGGLED;
              case 5 -> "Content-Length: 3\r\nContent-Length: 40\r\n\r\nabc" + SMUGGLED;
              case 6 -> "Transfer-Encoding:\u000bchunked\r\n\r\n" + chunks + SMUGGLED;
              case 7 -> "X: y\r\n Transfer-Encoding: chunked\r\n\r\n" + chunks + SMUGGLED;
              default ->
                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + chunks
                      + SMUGGLED;
            });
  }

  private byte[] oddLine() {
    String version = oneOf(VERSIONS);
    String target =
        oneOf(
            List.of(
                "*",
                "http://a/health",
                "//a",
                "a:80",
                "/\u0000",
                "http://[::1",
                "/health#x",
                "/%",
                "/",
                ""));
    return bytes(
        oneOf(METHODS)
            + oneOf(List.of(" ", "  ", "\t"))
            + (chance(2) ? target : target())
            + " "
            + version
            + oneOf(List.of("\r\n", "\n", "\r"))
            + (chance(4)
                ? ""
                : "Host: " + oneOf(List.of("a", "a:b", "[", "a b", "", "a:99999")) + "\r\n")
            + headers(3)
            + "\r\n");
  }

  private byte[] oddBody() {
    if (chance(2)) {
      return bytes(
          "PUT "
              + target()
              + " HTTP/1.1\r\nHost: a\r\n"
              + headers(2)
              + "Transfer-Encoding: chunked\r\n\r\n"
              + oneOf(CHUNKS));
    }
    String length =
        oneOf(
            List.of(
                "-1",
                "+3",
                "0x3",
                "3, 3",
                "99999999999999999999",
                "3 3",
                "",
                "2147483648",
                "3.0",
                "16777217"));
    return bytes(
        "PUT "
            + target()
            + " HTTP/1.1\r\nHost: a\r\n"
            + headers(2)
            + "Content-Length: "
            + length
            + "\r\n\r\nabc");
  }

  private String target() {
    return switch (random.nextInt(12)) {
      case 0 ->
          oneOf(
              List.of(
                  "/health",
                  "/",
                  "/api",
                  "/api/v1/",
                  "/api/v1/cache",
                  "/api/v2/x",
                  "/favicon.ico"));
      case 1 -> "/api/v1/namespaces/" + oneOf(NAMES) + "/keys" + oneOf(QUERIES);
      case 2 -> "/api/v1/namespaces/" + oneOf(NAMES) + "/keys/" + oneOf(KEYS) + oneOf(QUERIES);
      case 3 -> "/api/v1/namespaces/" + oneOf(NAMES) + "/access-logs" + oneOf(QUERIES);
      case 4 ->
          oneOf(
                  List.of(
                      "/api/v1/audit-logs",
                      "/api/v1/api-keys",
                      "/api/v1/api-keys/x",
                      "/api/v1/namespaces"))
              + oneOf(QUERIES);
      case 5 -> "/api/v1/cache/" + oneOf(NAMES) + oneOf(QUERIES);
      case 6 ->
          chance(4) ? "/api/v1/namespaces/" + oneOf(NAMES.subList(5, NAMES.size())) : "/health";
      case 7 -> "/api/v1/cache/ns/" + percents();
      default -> "/api/v1/cache/" + oneOf(NAMES) + "/" + key() + (chance(4) ? oneOf(QUERIES) : "");
    };
  }

  private String key() {
    return chance(2) ? "k" + random.nextInt(100) : oneOf(KEYS);
  }

  private String percents() {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      path.append('%').append(Integer.toHexString(256 + random.nextInt(256)).substring(1));
    }
    return path.toString();
  }

  private String headers(int most) {
    StringBuilder headers = new StringBuilder();
    for (int i = chance(3) ? random.nextInt(most) : 0; i > 0; i--) {
      headers.append(oneOf(HEADERS)).append("\r\n");
    }
    return headers.toString();
  }

  private String body() {
    String value = oneOf(VALUES);
    String body =
        switch (random.nextInt(12)) {
          case 0 -> "{\"keys\":[\"k\"," + value + "]}";
          case 1 -> "{\"entries\":[{\"key\":\"k\",\"value\":" + value + "}]}";
          case 2 -> "{\"key\":\"n\",\"delta\":" + value + ",\"initial\":1}";
          case 3 -> "{\"key\":\"k\",\"ttl\":" + value + "}";
          case 4 -> "{\"tags\":[" + value + "]}";
          case 5 -> "{\"default_ttl\":" + value + ",\"eviction_policy\":\"LRU\",\"max_size_mb\":1}";
          case 6 -> "{\"name\":" + value + ",\"roles\":[\"read\"],\"namespaces\":[\"*\"]}";
          case 7 -> "[".repeat(random.nextInt(3_000));
          case 8 -> "{\"value\":\"" + "x".repeat(random.nextInt(40_000)) + "\"}";
          default -> "{\"value\":" + value + ",\"ttl\":60,\"tags\":[\"t\"]}";
        };
    return chance(5) ? new String(mutation(bytes(body)), StandardCharsets.ISO_8859_1) : body;
  }

  private String chunked(String body) {
    int half = body.length() / 2;
    return (half == 0 ? "" : Integer.toHexString(half) + "\r\n" + body.substring(0, half) + "\r\n")
        + Integer.toHexString(body.length() - half)
        + "\r\n"
        + body.substring(half)
        + "\r\n0\r\n\r\n";
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T oneOf(List<T> them) {
    return them.get(random.nextInt(them.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
