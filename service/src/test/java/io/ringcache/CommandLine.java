package io.ringcache;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What {@code java -jar ringcache.jar} does with its arguments, without the end of the JVM. */
public final class CommandLine {

  /**
   * How a command ended.
   *
   * @param error what it said on standard error
   */
  public record Outcome(boolean succeeded, String error) {}

  private CommandLine() {}

  /** Runs a command; {@code server} returns when it has started, or has not. */
  public static Outcome run(String... arguments) {
    RingcacheApplication application = new RingcacheApplication();
    Bootstrap<RingcacheConfiguration> bootstrap = new Bootstrap<>(application);
    application.addDefaultCommands(bootstrap);
    application.initialize(bootstrap);
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    boolean succeeded =
        new Cli(new JarLocation(RingcacheApplication.class), bootstrap, error, error)
            .run(arguments)
            .isEmpty();
    return new Outcome(succeeded, error.toString(StandardCharsets.UTF_8));
  }
}
