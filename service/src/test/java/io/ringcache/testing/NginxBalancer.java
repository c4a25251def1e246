package io.ringcache.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An {@code nginx} that balances over two services as {@code docs/operations.md} has it, on a free
 * port of 127.0.0.1. Each of its answers says who made it. To be closed.
 *
 * <p>The program that {@link #VARIABLE} names, or {@code nginx}. Without one, starting fails and
 * says what to install.
 */
public final class NginxBalancer implements AutoCloseable {

  /** The header with the address of the service that answered; the last one, if there are more. */
  public static final String SERVED_BY = "X-Served-By";

  /** Names the {@code nginx} program to test with. */
  static final String VARIABLE = "RINGCACHE_TEST_NGINX";

  private static final Path MANUAL = Path.of("..", "docs", "operations.md");

  private final LocalProgram program;

  private NginxBalancer(LocalProgram program) {
    this.program = program;
  }

  /** Starts one for services on these ports; returns when it takes connections. */
  public static NginxBalancer over(int one, int other) {
    Path nginx =
        SearchPath.program(System.getenv(), VARIABLE, "nginx")
            .or(() -> SearchPath.program("nginx"))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "No nginx to test with: install it (Debian, Ubuntu: apt-get install nginx),"
                            + " or set "
                            + VARIABLE
                            + " to its path"));
    return new NginxBalancer(
        NginxProgram.start(
            nginx,
            (port, directory) ->
                "add_header "
                    + SERVED_BY
                    + " $upstream_addr always;\n"
                    + balancing(port, one, other)));
  }

  /** The manual's, with these ports. */
  private static String balancing(int port, int one, int other) throws IOException {
    String manual = Files.readString(MANUAL);
    int begin = manual.indexOf("upstream ringcache {");
    return replaced(
        replaced(
            replaced(
                manual.substring(begin, manual.indexOf("```", begin)),
                "10.0.0.11:8080",
                "127.0.0.1:" + one),
            "10.0.0.12:8080",
            "127.0.0.1:" + other),
        "listen 80;",
        "listen 127.0.0.1:" + port + ";");
  }

  private static String replaced(String text, String what, String with) {
    if (!text.contains(what)) {
      throw new IllegalStateException(MANUAL + " has no " + what + " for nginx");
    }
    return text.replace(what, with);
  }

  public int port() {
    return program.port();
  }

  @Override
  public void close() {
    program.close();
  }
}
