package io.ringcache.rest;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What a client sees of the service, whatever its backend: the real application on free ports. A
 * backend's test extends this class and says how to configure it, nothing else:
 *
 * <pre>
 *   final class MyRestIT extends RestContract {
 *     MyRestIT() { super("../config/mine.yml"); }
 *     protected List&lt;ConfigOverride&gt; overrides() { return List.of(ConfigOverride.config("backend.nodes", …)); }
 *   }
 * </pre>
 *
 * <p>Each test has namespaces that nobody else uses, so that real servers can be shared.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RestContract
    implements FunctionalCases,
        ValueCases,
        ConditionalReads,
        ConditionalWrites,
        BatchCases,
        FlushCases,
        CounterCases,
        TagCases,
        QuotaCases,
        ListingCases,
        StatsCases,
        NodesCases,
        PathCases,
        BadBodyCases,
        HttpCases {

  /** Small, so that a test can send more. */
  static final int MAX_REQUEST_BYTES = 4 << 20;

  private final String configuration;
  private DropwizardTestSupport<RingcacheConfiguration> service;
  private String namespace = "";

  /**
   * A contract test.
   *
   * @param configuration the path of a configuration file, from the module's directory
   */
  protected RestContract(String configuration) {
    this.configuration = configuration;
    this.service = new DropwizardTestSupport<>(RingcacheApplication.class, configuration);
  }

  /** Where the servers are; asked for once, before the service is started. */
  protected List<ConfigOverride> overrides() {
    return List.of();
  }

  @BeforeAll
  final void start() throws Exception {
    List<ConfigOverride> all = new ArrayList<>();
    all.add(ConfigOverride.config("database.url", "jdbc:h2:mem:" + UUID.randomUUID()));
    all.add(ConfigOverride.config("auth.mode", "none"));
    all.addAll(overrides());
    all.add(ConfigOverride.config("server.applicationConnectors[0].port", "0"));
    all.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
    all.add(ConfigOverride.config("namespaces.autoCreate", "true"));
    all.add(ConfigOverride.config("limits.maxRequestBytes", MAX_REQUEST_BYTES + " B"));
    all.add(ConfigOverride.config("logging.level", "WARN"));
    service =
        new DropwizardTestSupport<>(
            RingcacheApplication.class, configuration, all.toArray(ConfigOverride[]::new));
    service.before();
  }

  @AfterAll
  final void stop() {
    service.after();
  }

  @BeforeEach
  final void chooseNamespace() {
    namespace = "rest-" + UUID.randomUUID();
  }

  @Override
  public final Rest rest() {
    return neighbour("");
  }

  @Override
  public final Rest neighbour(String suffix) {
    return new Rest(service.getLocalPort(), namespace + suffix);
  }
}
