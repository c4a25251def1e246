package io.ringcache.bench.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An HTTP request with places for keys, each of which gets another key whenever it is sent. All of
 * it ASCII.
 *
 * @param path with {@link #KEY} where a key goes, as may be in the body
 * @param headers such as {@code Accept: *}{@code /*}; Host and Content-Length are added
 * @param body empty for none
 */
public record Request(String method, String path, List<String> headers, String body) {

  /** Stands for a key. */
  public static final String KEY = "\u0001";

  private static final String END = "\r\n";

  /** That many keys, with what stands between them. */
  public static String keys(int count, String separator) {
    return String.join(separator, Collections.nCopies(count, KEY));
  }

  /** As it goes over the wire, but for the keys. */
  String template(int port) {
    List<String> lines = new ArrayList<>();
    lines.add(method + ' ' + path + " HTTP/1.1");
    lines.add("Host: 127.0.0.1:" + port);
    lines.addAll(headers);
    if (!body.isEmpty()) {
      lines.add("Content-Length: " + (body.length() + places(body) * (Keys.LENGTH - KEY.length())));
    }
    return String.join(END, lines) + END + END + body;
  }

  private static int places(String text) {
    return (int) text.chars().filter(c -> c == KEY.charAt(0)).count();
  }
}
