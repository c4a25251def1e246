package io.ringcache.bench;

import java.util.Locale;

/**
 * Processor time of one request, in microseconds.
 *
 * @param service of all its threads
 * @param owners of those that own a connection to a node, which are part of the service
 * @param store of Redis
 */
record Cost(double service, double owners, double store) {

  String cells() {
    return String.format(Locale.ROOT, "%.1f | %.1f | %.1f", service, owners, store);
  }
}
