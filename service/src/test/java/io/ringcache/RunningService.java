package io.ringcache;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The real application over a {@link FakeBackend}, on free ports, for the tests of one class. */
public final class RunningService implements BeforeAllCallback, AfterAllCallback {

  private final DropwizardTestSupport<RingcacheConfiguration> support;

  /**
   * A service.
   *
   * @param resources for the tests, beside its own
   */
  public RunningService(List<Object> resources, ConfigOverride... overrides) {
    support =
        new DropwizardTestSupport<>(
            RingcacheApplication.class, ResourceHelpers.resourceFilePath("fake.yml"), overrides);
    support.addListener(
        new DropwizardTestSupport.ServiceListener<>() {
          @Override
          public void onRun(
              RingcacheConfiguration configuration,
              Environment environment,
              DropwizardTestSupport<RingcacheConfiguration> service) {
            resources.forEach(environment.jersey()::register);
          }
        });
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    support.before();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    support.after();
  }

  public int port() {
    return support.getLocalPort();
  }

  public int adminPort() {
    return support.getAdminPort();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public FakeBackend backend() {
    return ((FakeBackendFactory) support.getConfiguration().backend()).backend();
  }
}
