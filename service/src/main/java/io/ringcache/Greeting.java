package io.ringcache;

import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.util.Arrays;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that the service is up, where, what to try, and who else can. */
final class Greeting implements ServerLifecycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

  private final boolean takesAnyNamespace;
  private final boolean letsEverybodyIn;
  private final boolean hasPage;

  Greeting(boolean takesAnyNamespace, boolean letsEverybodyIn, boolean hasPage) {
    this.takesAnyNamespace = takesAnyNamespace;
    this.letsEverybodyIn = letsEverybodyIn;
    this.hasPage = hasPage;
  }

  @Override
  public void serverStarted(Server server) {
    Arrays.stream(server.getConnectors())
        .filter(connector -> "application".equals(connector.getName()))
        .filter(ServerConnector.class::isInstance)
        .map(ServerConnector.class::cast)
        .forEach(this::greet);
  }

  private void greet(ServerConnector connector) {
    String address = address(connector);
    LOG.info(
        "Ringcache is ready at {}{}. Try: {}",
        address,
        hasPage ? ", its page at " + address + "/ui" : "",
        example(address));
    if (letsEverybodyIn && !isForThisMachine(connector.getHost())) {
      LOG.warn(
          "auth.mode is none, and {} can be reached from other machines: whoever does may do"
              + " everything",
          address);
    }
  }

  private static boolean isForThisMachine(@Nullable String host) {
    return host != null
        && (host.startsWith("127.") || host.equals("localhost") || host.equals("::1"));
  }

  private static String address(ServerConnector connector) {
    @Nullable String host = connector.getHost();
    boolean everywhere = host == null || host.equals("0.0.0.0") || host.equals("::");
    String scheme =
        connector.getConnectionFactory(SslConnectionFactory.class) == null ? "http" : "https";
    return scheme + "://" + (everywhere ? "localhost" : host) + ":" + connector.getLocalPort();
  }

  private String example(String address) {
    return takesAnyNamespace
        ? "curl -X PUT -H 'Content-Type: application/json' -d '{\"value\": \"world\"}' "
            + address
            + "/api/v1/cache/demo/hello"
        : "curl " + address + "/health";
  }
}
