package io.ringcache.perf.requests;

import io.ringcache.perf.feeders.Documents;
import java.util.List;
import java.util.stream.Collectors;

/** The bodies of requests, as the API has them. */
final class Bodies {

  private Bodies() {}

  static String put(Documents documents) {
    return "{\"value\":" + documents.next() + "}";
  }

  static String mget(List<String> keys) {
    return keys.stream().collect(Collectors.joining("\",\"", "{\"keys\":[\"", "\"]}"));
  }

  static String mset(List<String> keys, Documents documents) {
    return keys.stream()
        .map(key -> "{\"key\":\"" + key + "\",\"value\":" + documents.next() + "}")
        .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
  }

  /** A namespace whose entries live for a day. */
  static String namespace(long megabytes) {
    return "{\"default_ttl\":86400,\"max_size_mb\":" + megabytes + ",\"eviction_policy\":\"LRU\"}";
  }
}
