package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/**
 * Redis' INFO, as far as we ask.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
final class NodeInfo {

  private final Map<String, String> fields = new HashMap<>();

  /** The fields of some sections, each a reply of its own. */
  static NodeInfo of(byte[]... sections) {
    NodeInfo info = new NodeInfo();
    for (byte[] section : sections) {
      new String(section, UTF_8).lines().forEach(info::add);
    }
    return info;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      fields.put(line.substring(0, colon), line.substring(colon + 1));
    }
  }

  /** Empty if the node does not say. */
  String text(String field) {
    return fields.getOrDefault(field, "");
  }

  /** 0 if the node does not say. */
  long number(String field) {
    String text = text(field);
    return text.isEmpty() ? 0 : Replies.number(text.getBytes(UTF_8));
  }
}
