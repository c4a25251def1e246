package io.ringcache;

import io.dropwizard.lifecycle.ServerLifecycleListener;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that the service is up, where, and what to try. */
final class Greeting implements ServerLifecycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(RingcacheApplication.class);

  private final boolean takesAnyNamespace;

  Greeting(boolean takesAnyNamespace) {
    this.takesAnyNamespace = takesAnyNamespace;
  }

  @Override
  public void serverStarted(Server server) {
    for (var connector : server.getConnectors()) {
      if (connector instanceof org.eclipse.jetty.server.ServerConnector http
          && "application".equals(http.getName())) {
        String host =
            http.getHost() == null || http.getHost().equals("0.0.0.0")
                ? "127.0.0.1"
                : http.getHost();
        String address = "http://" + host + ":" + http.getLocalPort();
        LOG.info("Ringcache serves {} - try: {}", address, example(address));
      }
    }
  }

  private String example(String address) {
    return takesAnyNamespace
        ? "curl -X PUT -H 'Content-Type: application/json' -d '{\"value\": \"world\"}' "
            + address
            + "/api/v1/cache/demo/hello"
        : "curl " + address + "/health";
  }
}
