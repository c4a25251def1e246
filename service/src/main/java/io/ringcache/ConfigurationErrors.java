package io.ringcache;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.inf.Namespace;

/** What is wrong with a configuration file, a line each, for people and for other programs. */
final class ConfigurationErrors {

  /** Jackson's, of our classes and of places in no file. */
  private static final Pattern NOISE =
      Pattern.compile("Cannot construct instance of `[^`]*`, problem: |^at \\[Source: .*");

  private ConfigurationErrors() {}

  /** Says it, if that is what a command has failed of; false if not. */
  static boolean areTold(Cli cli, Namespace arguments, Throwable failure) {
    if (!(failure instanceof ConfigurationException wrong)) {
      return false;
    }
    for (String error : wrong.getErrors()) {
      cli.getStdErr().println(arguments.getString("file") + ": " + inALine(error));
    }
    return true;
  }

  /** Without line breaks. */
  static String inALine(String text) {
    return text.lines()
        .map(line -> NOISE.matcher(line.strip()).replaceAll(""))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
