package io.ringcache.ops;

import com.codahale.metrics.health.HealthCheck;
import io.ringcache.http.Drain;

/** The admin port's health check of a service that is about to stop. Thread-safe. */
public final class DrainProbe extends HealthCheck {

  private final Drain drain;

  public DrainProbe(Drain drain) {
    this.drain = drain;
  }

  @Override
  protected Result check() {
    return drain.hasBegun() ? Result.unhealthy("the service stops") : Result.healthy();
  }
}
