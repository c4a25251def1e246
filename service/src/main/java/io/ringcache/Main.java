package io.ringcache;

import io.ringcache.cli.ClientCommands;

/**
 * {@code java -jar ringcache.jar}: the service, or a command for those who use one. Those start
 * without a class of the service's, and so in a fraction of its time.
 */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (ClientCommands.know(arguments)) {
      System.exit(ClientCommands.run(arguments));
    }
    RingcacheApplication.main(arguments);
  }
}
