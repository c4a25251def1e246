package io.ringcache.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of a namespace, page by page. Not thread-safe. */
final class Pages {

  private static final int LIMIT = 1_000;

  private final Service service;
  private final String path;
  private String cursor = "";
  private boolean ended;
  private boolean degraded;

  /**
   * Of those that match.
   *
   * @param pattern empty for all
   */
  Pages(Service service, String namespace, String pattern) {
    this.service = service;
    this.path =
        Service.path("namespaces", namespace, "keys")
            + "?limit="
            + LIMIT
            + (pattern.isEmpty() ? "" : "&pattern=" + Service.encoded(pattern));
  }

  /** Whether there may be more. */
  boolean hasNext() {
    return !ended;
  }

  /** Whether a node did not answer, so that keys are missing. */
  boolean isDegraded() {
    return degraded;
  }

  /** The next keys; at times none, though more come. */
  List<String> next() throws Failure {
    Map<String, String> page =
        service.get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).fields();
    degraded |= page.containsKey("degraded");
    String next = page.getOrDefault("cursor", "null");
    ended = "null".equals(next);
    cursor = Service.encoded(Json.text(next));
    try {
      List<String> keys = new ArrayList<>();
      for (String key : Json.elements(page.getOrDefault("keys", "[]"))) {
        keys.add(Json.text(key));
      }
      return keys;
    } catch (IOException e) {
      throw new Failure(Exit.UNAVAILABLE, "no list of keys: " + e.getMessage());
    }
  }
}
