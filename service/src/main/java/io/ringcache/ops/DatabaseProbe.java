package io.ringcache.ops;

import com.codahale.metrics.health.HealthCheck;
import io.ringcache.database.Database;

/**
 * The admin port's health check of the database, without which the cache serves on. Thread-safe,
 * does not block.
 */
public final class DatabaseProbe extends HealthCheck {

  private final Database database;

  public DatabaseProbe(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    return database.isConnected()
        ? Result.healthy("connected")
        : Result.unhealthy("the database is disconnected");
  }
}
