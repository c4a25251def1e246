package io.ringcache.namespace;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import io.ringcache.RingcacheApplication;
import io.ringcache.RingcacheConfiguration;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.http.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service where cache calls make namespaces and the configuration lists {@code seeded}, on a
 * database that it may share.
 */
final class NamespaceService implements AutoCloseable {

  private final DropwizardTestSupport<RingcacheConfiguration> support;

  private NamespaceService(DropwizardTestSupport<RingcacheConfiguration> support) {
    this.support = support;
  }

  static NamespaceService start(MigratedDatabase database, ConfigOverride... more)
      throws Exception {
    List<ConfigOverride> overrides = new ArrayList<>(database.overrides());
    overrides.add(ConfigOverride.config("namespaces.autoCreate", "true"));
    overrides.addAll(List.of(more));
    DropwizardTestSupport<RingcacheConfiguration> support =
        new DropwizardTestSupport<>(
            RingcacheApplication.class,
            ResourceHelpers.resourceFilePath("fake.yml"),
            overrides.toArray(ConfigOverride[]::new));
    support.before();
    return new NamespaceService(support);
  }

  RawHttp.Answer get(String path) throws IOException {
    return call("GET", path, "");
  }

  RawHttp.Answer putNamespace(String name) throws IOException {
    return call("PUT", "/api/v1/namespaces/" + name, "{}");
  }

  RawHttp.Answer deleteNamespace(String name) throws IOException {
    return call("DELETE", "/api/v1/namespaces/" + name, "");
  }

  RawHttp.Answer putEntry(String namespace, String key) throws IOException {
    return call("PUT", "/api/v1/cache/" + namespace + "/" + key, "{\"value\":1}");
  }

  private RawHttp.Answer call(String method, String path, String body) throws IOException {
    return RawHttp.exchange(
        support.getLocalPort(),
        "%s %s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(method, path, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  @Override
  public void close() {
    support.after();
  }
}
