package io.ringcache;

import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import net.sourceforge.argparse4j.inf.Namespace;

/** {@code check}, which reads a configuration, asks nobody, and says each error in a line. */
final class ConfigurationCheck extends CheckCommand<RingcacheConfiguration> {

  ConfigurationCheck(RingcacheApplication application) {
    super(application);
  }

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable failure) {
    if (!ConfigurationErrors.areTold(cli, arguments, failure)) {
      super.onError(cli, arguments, failure);
    }
  }
}
