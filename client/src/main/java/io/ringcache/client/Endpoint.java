package io.ringcache.client;

import java.net.URI;

/** A base URL, with what is known and wanted of it. */
record Endpoint(URI baseUrl, Breaker breaker, Gate gate) {

  URI resolve(String path) {
    return URI.create(baseUrl + path);
  }
}
