package io.ringcache;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.ringcache.access.AccessLog;
import io.ringcache.access.AccessLogResource;
import io.ringcache.access.AccessLogUpkeep;
import io.ringcache.apikey.ApiKeyResource;
import io.ringcache.apikey.ApiKeys;
import io.ringcache.assets.PackagedFiles;
import io.ringcache.audit.AuditResource;
import io.ringcache.audit.AuditTrail;
import io.ringcache.cache.CacheBackend;
import io.ringcache.database.Database;
import io.ringcache.entry.BodyLimits;
import io.ringcache.entry.EntryResource;
import io.ringcache.entry.FastLane;
import io.ringcache.entry.KeyResource;
import io.ringcache.http.BufferedBytes;
import io.ringcache.http.Drain;
import io.ringcache.http.ErrorCounts;
import io.ringcache.http.HttpSide;
import io.ringcache.metrics.Instruments;
import io.ringcache.namespace.NamespaceDeletions;
import io.ringcache.namespace.NamespaceRegistry;
import io.ringcache.namespace.NamespaceResource;
import io.ringcache.openapi.DescriptionFiles;
import io.ringcache.ops.BackendProbe;
import io.ringcache.ops.DatabaseProbe;
import io.ringcache.ops.DrainProbe;
import io.ringcache.ops.HealthResource;
import io.ringcache.ops.NodesResource;
import io.ringcache.ops.RingTasks;
import io.ringcache.ui.UiFiles;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

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
  }

  @Override
  protected void addDefaultCommands(Bootstrap<RingcacheConfiguration> bootstrap) {
    bootstrap.addCommand(new ServeCommand(this));
    bootstrap.addCommand(new ConfigurationCheck(this));
    bootstrap.addCommand(new SchemaCommands());
  }

  /** Wires the service: the one place where its parts meet. */
  @Override
  public void run(RingcacheConfiguration configuration, Environment environment) {
    InstantSource clock = InstantSource.system();
    MetricRegistry metrics = environment.metrics();
    Database database = Database.open(configuration.database(), metrics);
    AuditTrail auditTrail = AuditTrail.of(database, clock, metrics);
    AccessLog accessLog = AccessLog.in(database, configuration.accessLog(), metrics, clock);
    ApiKeys keys = ApiKeys.open(database, configuration.auth().keepKeysFor(), clock);
    NamespaceRegistry registry =
        NamespaceRegistry.open(database, configuration.namespaces(), auditTrail, clock);
    Instruments instruments = new Instruments(configuration.observability(), metrics);
    CacheBackend backend = instruments.metered(configuration.backend().build(registry));
    NamespaceDeletions deletions = new NamespaceDeletions(database, registry, backend);
    // Started in this order, and stopped in the other: the database last.
    Stream.of(
            database,
            auditTrail,
            accessLog,
            new AccessLogUpkeep(database, configuration.accessLog(), clock),
            registry,
            new AutoCloseableManager(backend),
            deletions)
        .forEach(environment.lifecycle()::manage);

    ServerThreads threads = new ServerThreads();
    environment.lifecycle().addEventListener(threads);
    BodyLimits limits =
        new BodyLimits(configuration.limits().maxValue(), configuration.limits().maxRequest());
    BufferedBytes buffered = BufferedBytes.of(configuration.limits().bufferedBytes(), metrics);
    ErrorCounts errors = new ErrorCounts();
    Drain drain = new Drain(configuration.drainFor());
    HttpSide.prepare(
        configuration,
        configuration.limits(),
        buffered,
        errors,
        drain,
        PackagedFiles.of(
            configuration.ui()
                ? List.of(DescriptionFiles.files(), UiFiles.files())
                : List.of(DescriptionFiles.files())),
        configuration.auth().handler(keys),
        configuration.fastLane()
            ? new FastLane(
                registry, backend, accessLog, auditTrail, limits, threads, buffered, metrics)
            : null,
        environment);
    instruments.showOn(environment.admin(), backend, errors);
    BackendProbe probe = new BackendProbe(backend);
    Stream.of(
            new EntryResource(registry, backend, accessLog, auditTrail, limits, threads),
            new KeyResource(registry, backend, accessLog, auditTrail, threads),
            new NamespaceResource(registry, deletions, auditTrail),
            new AccessLogResource(registry, database),
            new AuditResource(database),
            new ApiKeyResource(keys, auditTrail, clock),
            new NodesResource(backend),
            new HealthResource(probe, database, auditTrail, drain))
        .forEach(environment.jersey()::register);
    RingTasks.of(backend, auditTrail).forEach(environment.admin()::addTask);
    environment.healthChecks().register("backend", probe);
    environment.healthChecks().register("database", new DatabaseProbe(database));
    environment.healthChecks().register("drain", new DrainProbe(drain));
    environment
        .lifecycle()
        .addServerLifecycleListener(
            new Greeting(
                configuration.namespaces().autoCreate().enabled(),
                configuration.auth().letsEverybodyIn(),
                configuration.ui()));
  }
}
