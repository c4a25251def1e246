package io.ringcache.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A headless Chromium as a child process that knows no host but 127.0.0.1. To be closed. Not
 * thread-safe.
 *
 * <p>The program that {@link #VARIABLE} names, or the first there is of those that browsers of its
 * kind are called. Without one, starting fails and says what to install.
 */
public final class Chromium implements AutoCloseable {

  /** Names the program to test with. */
  static final String VARIABLE = "RINGCACHE_TEST_CHROMIUM";

  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private final LocalProgram program;
  private final List<ChromiumPage> pages = new ArrayList<>();

  private Chromium(LocalProgram program) {
    this.program = program;
  }

  /** Starts one; returns when it takes connections. */
  public static Chromium start() {
    Path chromium = program();
    return new Chromium(
        LocalProgram.start(
            "chromium",
            (port, directory) ->
                new ProcessBuilder(
                    chromium.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    "--user-data-dir=" + directory.resolve("profile"),
                    "--remote-debugging-port=" + port),
            (port, log) -> LocalProgram.isListening(port)));
  }

  private static Path program() {
    Optional<Path> named = SearchPath.program(System.getenv(), VARIABLE, NAMES.get(0));
    return Stream.concat(
            named.stream(), NAMES.stream().flatMap(name -> SearchPath.program(name).stream()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No Chromium to test with: install it (Debian: apt-get install"
                        + " chromium-headless-shell; Ubuntu, macOS: Chrome or Chromium), or set "
                        + VARIABLE
                        + " to its path"));
  }

  /** A new page, without anything on it. */
  public ChromiumPage page() {
    ChromiumPage page = ChromiumPage.in(program.port());
    pages.add(page);
    return page;
  }

  /** Closes the pages, which else go on with what they do. */
  public void closePages() {
    pages.forEach(ChromiumPage::close);
    pages.clear();
  }

  @Override
  public void close() {
    program.close();
  }
}
