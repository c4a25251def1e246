package io.ringcache.ops;

import io.ringcache.cache.BackendHealth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /health} says of a backend. Immutable.
 *
 * @param refusal why it serves nothing, whatever its status
 */
record HealthReport(Status status, String backend, String memoryUsage, Optional<String> refusal) {

  /** How the service is, and what it says of its backend. */
  enum Status {
    HEALTHY("healthy", "connected"),
    DEGRADED("degraded", "degraded"),
    UNHEALTHY("unhealthy", "disconnected");

    private final String service;
    private final String backend;

    Status(String service, String backend) {
      this.service = service;
      this.backend = backend;
    }

    String service() {
      return service;
    }
  }

  static HealthReport of(String backend, BackendHealth health) {
    List<BackendHealth.Node> up = health.nodes().stream().filter(BackendHealth.Node::up).toList();
    Status status =
        up.isEmpty()
            ? Status.UNHEALTHY
            : up.size() < health.nodes().size() ? Status.DEGRADED : Status.HEALTHY;
    return new HealthReport(status, backend, usage(up), health.refusal());
  }

  /** Of a backend that did not say in time. */
  static HealthReport silent(String backend) {
    return new HealthReport(Status.UNHEALTHY, backend, usage(List.of()), Optional.empty());
  }

  /** How the service is that has this backend. */
  Status service() {
    return refusal.isPresent() ? Status.UNHEALTHY : status;
  }

  /**
   * The body so far, in the order that the API shows; the caller's to add to.
   *
   * @param service how the service is, which may be worse than its backend
   */
  Map<String, Object> body(Status service) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", service.service);
    body.put(backend, status.backend);
    body.put("memory_usage", memoryUsage);
    refusal.ifPresent(why -> body.put("ring", why));
    return body;
  }

  private static String usage(List<BackendHealth.Node> up) {
    if (up.isEmpty()) {
      return "unknown";
    }
    if (up.stream().anyMatch(node -> node.limitBytes().isEmpty())) {
      return "unlimited";
    }
    double used = up.stream().mapToLong(BackendHealth.Node::usedBytes).sum();
    double limit = up.stream().mapToLong(node -> node.limitBytes().orElseThrow()).sum();
    return Math.round(100 * used / Math.max(1, limit)) + "%";
  }
}
