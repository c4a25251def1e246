package io.ringcache;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.migrations.DbCommand;
import io.ringcache.database.Database;
import io.ringcache.database.ServiceRole;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code db migrate}, {@code db status}, {@code db rollback} and their like, which say what the
 * database said where they fail, and not where in whose code.
 */
final class SchemaCommands extends DbCommand<RingcacheConfiguration> {

  private static final String NAME = "db";

  SchemaCommands() {
    super(
        NAME,
        configuration -> configuration.database().migrationPool(),
        RingcacheConfiguration.class,
        "migrations.xml");
  }

  /**
   * A migration ends with what the service's role may do, whether there was a step to take or not.
   */
  @Override
  protected void run(
      Bootstrap<RingcacheConfiguration> bootstrap,
      Namespace arguments,
      RingcacheConfiguration configuration)
      throws Exception {
    super.run(bootstrap, arguments, configuration);
    if ("migrate".equals(arguments.getString("subcommand")) && !arguments.getBoolean("dry-run")) {
      ServiceRole.grantWhatItNeeds(configuration.database());
    }
  }

  @Override
  public void onError(Cli cli, Namespace arguments, Throwable failure) {
    if (Database.hasRefused(failure)) {
      String said = ConfigurationErrors.inALine(Database.saidBy(failure));
      cli.getStdErr().println("Ringcache's `db` failed: " + said);
    } else if (!ConfigurationErrors.areTold(cli, arguments, failure)) {
      super.onError(cli, arguments, failure);
    }
  }
}
