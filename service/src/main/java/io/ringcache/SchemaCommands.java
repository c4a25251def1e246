package io.ringcache;

import io.dropwizard.db.PooledDataSourceFactory;
import io.dropwizard.migrations.MigrationsBundle;

/** {@code db migrate}, {@code db status}, {@code db rollback} and their like. */
final class SchemaCommands extends MigrationsBundle<RingcacheConfiguration> {

  @Override
  public PooledDataSourceFactory getDataSourceFactory(RingcacheConfiguration configuration) {
    return configuration.database().unlimited();
  }
}
