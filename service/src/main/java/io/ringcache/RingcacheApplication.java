package io.ringcache;

import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.ringcache.access.AccessLog;
import io.ringcache.apikey.ApiKeyResource;
import io.ringcache.apikey.ApiKeys;
import io.ringcache.audit.AuditTrail;
import io.ringcache.cache.CacheBackend;
import io.ringcache.database.Database;
import io.ringcache.entry.BodyLimits;
import io.ringcache.entry.EntryResource;
import io.ringcache.entry.KeyResource;
import io.ringcache.http.HttpSide;
import io.ringcache.namespace.InMemoryNamespaceStore;
import io.ringcache.namespace.NamespaceRegistry;
import io.ringcache.namespace.NamespaceResource;
import io.ringcache.ops.BackendProbe;
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
    Database database = Database.open(configuration.database(), environment.metrics());
    environment.lifecycle().manage(database);
    ApiKeys keys =
        ApiKeys.open(database, configuration.auth().keepKeysFor(), InstantSource.system());
    HttpSide.prepare(
        configuration, configuration.limits(), configuration.auth().handler(keys), environment);

    AuditTrail auditTrail = new AuditTrail();
    AccessLog accessLog = new AccessLog();

    InMemoryNamespaceStore namespaces = new InMemoryNamespaceStore(InstantSource.system());
    configuration.namespaces().seed(namespaces);
    NamespaceRegistry registry =
        NamespaceRegistry.of(namespaces, configuration.namespaces().autoCreate());

    CacheBackend backend = configuration.backend().build(registry);
    environment.lifecycle().manage(new AutoCloseableManager(backend));
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
    environment.jersey().register(new NamespaceResource(registry, backend));
    environment.jersey().register(new ApiKeyResource(keys, auditTrail, InstantSource.system()));
    environment.jersey().register(new HealthResource(probe));
    environment
        .lifecycle()
        .addServerLifecycleListener(
            new Greeting(configuration.namespaces().autoCreate().enabled()));
  }
}
