package io.ringcache.metrics;

import java.util.Locale;

/** What a backend is asked for: the label {@code operation}. */
enum Call {
  GET,
  PEEK,
  PUT,
  DELETE,
  INCR,
  TOUCH,
  INSPECT,
  MGET,
  MSET,
  MDELETE,
  FLUSH,
  INVALIDATE,
  LIST,
  STATS;

  private final String label = name().toLowerCase(Locale.ROOT);

  String label() {
    return label;
  }
}
