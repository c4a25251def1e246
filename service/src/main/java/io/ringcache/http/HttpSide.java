package io.ringcache.http;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.filter.AllowedMethodsFilter;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Dropwizard's server behave as the API says, in code, so that no configuration file can
 * forget it: errors in one shape, keys of any character, ids and limits for every request.
 */
public final class HttpSide {

  /** Of Dropwizard's two connectors, the one that is not for clients. */
  static final String ADMINISTRATION = "admin";

  private static final Logger LOG = LoggerFactory.getLogger(HttpSide.class);

  private HttpSide() {}

  /**
   * Prepares the server that will be built from that configuration.
   *
   * @param buffered what requests on their way to Jersey are counted in
   * @param errors counts what clients are told
   * @param drain when clients are told to go elsewhere
   * @param open what anybody may see, whoever they are
   * @param second what every request passes when it has passed these, before any resource
   * @param lane what comes after that, does not block, and may answer some requests by itself; null
   *     for none
   * @throws IllegalArgumentException if it is not one with connectors of its own for
   *     administration, {@code server.type: default}
   */
  public static void prepare(
      Configuration configuration,
      LimitsConfiguration limits,
      BufferedBytes buffered,
      ErrorCounts errors,
      Drain drain,
      Handler.Singleton open,
      Handler.Singleton second,
      Handler.@Nullable Singleton lane,
      Environment environment) {
    if (!(configuration.getServerFactory() instanceof DefaultServerFactory factory)) {
      throw new IllegalArgumentException("server.type is default, or absent");
    }
    factory.setRegisterDefaultExceptionMappers(false);
    factory.getApplicationConnectors().forEach(HttpSide::allowAnyKey);
    boolean fast = lane != null && leavesAnswersAlone(factory);
    factory.setApplicationConnectors(
        factory.getApplicationConnectors().stream()
            .map(fast ? HttpSide::withConnectorThreads : HttpSide::counted)
            .toList());
    environment.jersey().register(ErrorMapper.class);
    environment.jersey().register(ContentCodingFilter.class);
    environment.jersey().register(OptionsFilter.class);
    environment.jersey().register(new ErrorCountFilter(errors));
    ServletContextHandler application = environment.getApplicationContext();
    application.getServletHandler().setDecodeAmbiguousURIs(true);
    environment
        .lifecycle()
        .addEventListener(
            new LifeCycle.Listener() {
              @Override
              public void lifeCycleStarting(LifeCycle event) {
                if (event instanceof Server server) {
                  server.setErrorHandler(new JsonErrorHandler());
                  server.addEventListener(drain);
                  countRequests(server);
                  errors.attachTo(server);
                  leaveMethodsToJersey(application.getServletHandler());
                  insert(
                      server,
                      fast
                          ? List.of(
                              new PoolHandler(ConnectorThreads::isResuming),
                              front(server, limits, drain, environment.metrics()),
                              open,
                              second,
                              lane,
                              new BodyIntake(limits, buffered),
                              pool(limits))
                          : List.of(
                              front(server, limits, drain, environment.metrics()),
                              open,
                              second,
                              new BodyIntake(limits, buffered),
                              pool(limits)));
                }
              }
            });
  }

  /** Whether it comes from those who look after the service, over the connector that is theirs. */
  public static boolean isOfAdministration(Request request) {
    return ADMINISTRATION.equals(request.getConnectionMetaData().getConnector().getName());
  }

  /** Sets the bounds on connections, and hands the requests of those on. */
  private static FrontHandler front(
      Server server, LimitsConfiguration limits, Drain drain, MetricRegistry metrics) {
    List<ServerConnector> connectors =
        Arrays.stream(server.getConnectors())
            .filter(connector -> !ADMINISTRATION.equals(connector.getName()))
            .map(ServerConnector.class::cast)
            .toList();
    ConnectionBound bound = new ConnectionBound(limits.connections());
    connectors.forEach(connector -> connector.addEventListener(bound));
    // Jetty's would also fail requests under way for which nothing moves; SlowClients knows those.
    connectors.forEach(connector -> connector.setShutdownIdleTimeout(-1));
    server.addBean(new NetworkConnectionLimit(bound.letIn(), connectors.toArray(Connector[]::new)));
    server.addBean(new SlowClients(connectors, server.getScheduler(), bound, limits, metrics));
    Gauge<Integer> connections = bound::open;
    Gauge<Long> requests = underWay(server)::count;
    metrics.gauge(MetricRegistry.name(HttpSide.class, "connections"), () -> connections);
    metrics.gauge(MetricRegistry.name(HttpSide.class, "requests"), () -> requests);
    return new FrontHandler(
        limits.maxRequest(),
        new Admission(underWay(server)::count, limits.requestsInFlight(), bound),
        drain);
  }

  /** Has large bodies handled by so many threads that what they take meanwhile is bounded. */
  private static PoolHandler pool(LimitsConfiguration limits) {
    Turns turns = new Turns(Machine.largeBodiesAtATime(limits.maxValue()));
    return new PoolHandler(
        () -> true,
        (request, threads, handling) -> {
          @Nullable LoadedBody body = Request.as(request, LoadedBody.class);
          if (body != null && body.takesItsTurn()) {
            turns.execute(threads, handling);
          } else {
            threads.execute(handling);
          }
        });
  }

  /** Has that done by ours, which also serves what comes while the server stops. */
  private static void countRequests(Server server) {
    if (!(server.getHandler() instanceof GracefulHandler graceful)) {
      throw new IllegalStateException("the server's handler is not the one that counts requests");
    }
    server.setHandler(new UnderWay(graceful.getHandler()));
  }

  private static UnderWay underWay(Server server) {
    if (!(server.getHandler() instanceof UnderWay underWay)) {
      throw new IllegalStateException("the server's handler is not the one that counts requests");
    }
    return underWay;
  }

  private static void allowAnyKey(ConnectorFactory connector) {
    if (connector instanceof HttpConnectorFactory http) {
      http.setUriCompliance(UriCompliance.UNSAFE);
    }
  }

  /** Dropwizard's filter answers 405 without {@code Allow}; Jersey knows what a path allows. */
  private static void leaveMethodsToJersey(ServletHandler servlets) {
    String filter =
        Arrays.stream(servlets.getFilters())
            .filter(holder -> holder.getHeldClass() == AllowedMethodsFilter.class)
            .findFirst()
            .orElseThrow()
            .getName();
    servlets.setFilterMappings(
        Arrays.stream(servlets.getFilterMappings())
            .filter(mapping -> !mapping.getFilterName().equals(filter))
            .toArray(FilterMapping[]::new));
  }

  /**
   * Whether nobody else has a hand in the answers or takes them down: gzip and a request log work
   * behind the lane, and would not see what it answers.
   */
  private static boolean leavesAnswersAlone(DefaultServerFactory factory) {
    boolean alone =
        !factory.getGzipFilterFactory().isEnabled() && !factory.getRequestLogFactory().isEnabled();
    if (!alone) {
      LOG.info("The fast lane is closed: server.gzip or server.requestLog is on");
    }
    return alone;
  }

  private static ConnectorFactory withConnectorThreads(ConnectorFactory factory) {
    return (server, metrics, name, pool) -> {
      ServerConnector made =
          built(
              factory.build(
                  server,
                  metrics,
                  name,
                  new ConnectorThreads(pool != null ? pool : server.getThreadPool())));
      // TLS reads more than it is asked for, and has its own answers made by the pool.
      return SteadyConnector.like(made, made.getConnectionFactory("SSL") == null);
    };
  }

  private static ConnectorFactory counted(ConnectorFactory factory) {
    return (server, metrics, name, pool) ->
        SteadyConnector.like(built(factory.build(server, metrics, name, pool)), false);
  }

  private static ServerConnector built(Connector connector) {
    if (!(connector instanceof ServerConnector built)) {
      throw new IllegalArgumentException("server.applicationConnectors are of http or https");
    }
    return built;
  }

  /** Directly under the outermost, which counts: the end waits for all that we serve. */
  private static void insert(Server server, List<Handler.Singleton> handlers) {
    UnderWay outermost = underWay(server);
    Handler next = outermost.getHandler();
    for (int i = handlers.size() - 1; i >= 0; i--) {
      handlers.get(i).setHandler(next);
      next = handlers.get(i);
    }
    outermost.setHandler(next);
  }
}
