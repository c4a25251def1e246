package io.ringcache.http;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.filter.AllowedMethodsFilter;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.util.Arrays;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Makes Dropwizard's server behave as the API says, in code, so that no configuration file can
 * forget it: errors in one shape, keys of any character, ids and limits for every request.
 */
public final class HttpSide {

  private HttpSide() {}

  /**
   * Prepares the server that will be built from that configuration.
   *
   * @param second what every request passes when it has passed ours, before any resource
   * @throws IllegalArgumentException if it is not one with connectors of its own for
   *     administration, {@code server.type: default}
   */
  public static void prepare(
      Configuration configuration,
      LimitsConfiguration limits,
      Handler.Singleton second,
      Environment environment) {
    if (!(configuration.getServerFactory() instanceof DefaultServerFactory factory)) {
      throw new IllegalArgumentException("server.type is default, or absent");
    }
    factory.setRegisterDefaultExceptionMappers(false);
    factory.getApplicationConnectors().forEach(HttpSide::allowAnyKey);
    environment.jersey().register(ErrorMapper.class);
    environment.jersey().register(ContentCodingFilter.class);
    environment.jersey().register(OptionsFilter.class);
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
                  leaveMethodsToJersey(application.getServletHandler());
                  insertFront(server, new FrontHandler(limits.maxRequest()), second);
                }
              }
            });
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

  /** Directly under the graceful handler, which is the outermost: a drain counts what we serve. */
  private static void insertFront(
      Server server, Handler.Singleton first, Handler.Singleton second) {
    if (!(server.getHandler() instanceof Handler.Singleton graceful)) {
      throw new IllegalStateException("the server's handler wraps no other");
    }
    second.setHandler(graceful.getHandler());
    first.setHandler(second);
    graceful.setHandler(first);
  }
}
