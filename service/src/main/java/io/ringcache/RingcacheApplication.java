package io.ringcache;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.ringcache.access.AccessLog;
import io.ringcache.audit.AuditResource;
import io.ringcache.access.AccessLogResource;
import io.ringcache.access.AccessLogUpkeep;
import io.ringcache.audit.AuditTrail;
import io.ringcache.auth.AuthHandler;
import io.ringcache.cache.CacheBackend;
import io.ringcache.database.Database;
import io.ringcache.entry.BodyLimits;
import io.ringcache.entry.EntryResource;
import io.ringcache.entry.KeyResource;
import io.ringcache.http.HttpSide;
import io.ringcache.namespace.NamespaceDeletions;
import io.ringcache.namespace.NamespaceRegistry;
import io.ringcache.namespace.NamespaceResource;
import io.ringcache.ops.BackendProbe;
import io.ringcache.ops.DatabaseProbe;
import io.ringcache.ops.HealthResource;
import java.time.InstantSource;

/** The service: {@code java -jar ringcache.jar server config/embedded.yml}. */
public final class RingcacheApplication extends Application<RingcacheConfiguration> {

  public static void main(String[] args) throws Exception {
    new RingcacheApplication().run(args);
  }

  @Override
  public String getName() {
    return "ringcache";
  }

  @Override
  public void initialize(Bootstrap<RingcacheConfiguration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
    bootstrap.addBundle(new SchemaCommands());
  }

  @Override
  protected void addDefaultCommands(Bootstrap<RingcacheConfiguration> bootstrap) {
    bootstrap.addCommand(new ServeCommand(this));
    bootstrap.addCommand(new CheckCommand<>(this));
  }

  /** Wires the service: the one place where its parts meet. */
  @Override
  public void run(RingcacheConfiguration configuration, Environment environment) {
    HttpSide.prepare(configuration, configuration.limits(), new AuthHandler(), environment);

    Database database = Database.open(configuration.database(), environment.metrics());
    environment.lifecycle().manage(database);
    environment.healthChecks().register("database", new DatabaseProbe(database));
    InstantSource clock = InstantSource.system();
    AuditTrail auditTrail = AuditTrail.of(database, clock, environment.metrics());
    environment.lifecycle().manage(auditTrail);
    AccessLog accessLog =
        AccessLog.in(database, configuration.accessLog(), environment.metrics(), clock);
    environment.lifecycle().manage(accessLog);
    environment.lifecycle().manage(new AccessLogUpkeep(database, configuration.accessLog(), clock));

    NamespaceRegistry registry =
        NamespaceRegistry.open(
            database, configuration.namespaces(), auditTrail, InstantSource.system());
    environment.lifecycle().manage(registry);

    CacheBackend backend = configuration.backend().build(registry);
    environment.lifecycle().manage(new AutoCloseableManager(backend));
    NamespaceDeletions deletions = new NamespaceDeletions(database, registry, backend);
    environment.lifecycle().manage(deletions);
    BackendProbe probe = new BackendProbe(backend);
    environment.healthChecks().register("backend", probe);

    ServerThreads threads = new ServerThreads();
    environment.lifecycle().addEventListener(threads);
    BodyLimits limits =
        new BodyLimits(configuration.limits().maxValue(), configuration.limits().maxRequest());
    environment
        .jersey()
        .register(new EntryResource(registry, backend, accessLog, auditTrail, limits, threads));
    environment
        .jersey()
        .register(new KeyResource(registry, backend, accessLog, auditTrail, threads));
    environment.jersey().register(new NamespaceResource(registry, deletions, auditTrail));
    environment.jersey().register(new HealthResource(probe, database, auditTrail));
    environment.jersey().register(new AuditResource(database));
    environment.jersey().register(new AccessLogResource(registry, database));
    environment
        .lifecycle()
        .addServerLifecycleListener(
            new Greeting(configuration.namespaces().autoCreate().enabled()));
  }
}
