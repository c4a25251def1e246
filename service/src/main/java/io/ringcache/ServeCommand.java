package io.ringcache;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.ringcache.database.StartRefusedException;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code server}, which says what is wrong where the service can not start, and not where in our
 * code.
 */
final class ServeCommand extends ServerCommand<RingcacheConfiguration> {

  ServeCommand(RingcacheApplication application) {
    super(application);
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable failure) {
    if (failure instanceof StartRefusedException) {
      cli.getStdErr().println("Ringcache does not start: " + failure.getMessage());
    } else if (!ConfigurationErrors.areTold(cli, namespace, failure)) {
      super.onError(cli, namespace, failure);
    }
  }
}
