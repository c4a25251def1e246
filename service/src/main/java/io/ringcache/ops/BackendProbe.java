package io.ringcache.ops;

import com.codahale.metrics.health.HealthCheck;
import io.ringcache.cache.CacheBackend;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a backend how it is; the admin port's health check as well. Thread-safe. */
public final class BackendProbe extends HealthCheck {

  /** Leaves the rest of the second, that {@code /health} may take, to the way there and back. */
  private static final long PATIENCE_MILLIS = 700;

  private final CacheBackend backend;

  public BackendProbe(CacheBackend backend) {
    this.backend = backend;
  }

  /** Blocks until the backend has said, or might have; does not throw. */
  HealthReport report() {
    try {
      return HealthReport.of(
          backend.type(),
          backend.health().toCompletableFuture().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HealthReport.silent(backend.type());
    } catch (TimeoutException | ExecutionException | RuntimeException e) {
      return HealthReport.silent(backend.type());
    }
  }

  @Override
  protected Result check() {
    HealthReport report = report();
    return report.service() == HealthReport.Status.UNHEALTHY
        ? Result.unhealthy(report.refusal().orElse(report.backend() + " is disconnected"))
        : Result.healthy(report.status().service());
  }
}
