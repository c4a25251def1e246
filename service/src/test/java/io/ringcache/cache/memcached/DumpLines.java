package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Lines of dumps as a node writes them. */
final class DumpLines {

  private DumpLines() {}

  /** One that shows that text. */
  static DumpLine of(String text) {
    DumpLine line = new DumpLine();
    byte[] padded = ("..." + text + "...").getBytes(ISO_8859_1);
    line.show(padded, 3, padded.length - 3);
    return line;
  }

  static String text(String key, long expiresAt, long lastAccess, long cas, int size) {
    return String.format(
        "key=%s exp=%d la=%d cas=%s fetch=no cls=1 size=%d",
        key.replace("%", "%25"), expiresAt, lastAccess, Long.toUnsignedString(cas), size);
  }
}
