package io.ringcache.testing;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides where this machine's memcached for tests comes from. */
final class MemcachedSources {

  /** Names the {@code memcached} program to test with, before anything else is looked for. */
  static final String VARIABLE = "RINGCACHE_TEST_MEMCACHED";

  private MemcachedSources() {}

  /**
   * The first of: the program that {@link #VARIABLE} names, {@code memcached} on the PATH, Docker.
   * There is no memcached that comes as a jar.
   *
   * @throws IllegalStateException with what to install, if there is none
   */
  static ServerSource find() {
    return choose(System.getenv(), MemcachedSources::docker);
  }

  /** As {@link #find}; the last place is asked only if it comes to it. */
  static ServerSource choose(
      Map<String, String> environment, Supplier<Optional<ServerSource>> docker) {
    return SearchPath.program(environment, VARIABLE, "memcached")
        .<ServerSource>map(MemcachedProgram::new)
        .or(docker)
        .orElseThrow(MemcachedSources::nothingFound);
  }

  private static Optional<ServerSource> docker() {
    return RunningContainer.isPossible() ? Optional.of(new MemcachedContainer()) : Optional.empty();
  }

  private static IllegalStateException nothingFound() {
    return new IllegalStateException(
        String.join(
            System.lineSeparator(),
            "No memcached to test with. Do one of these:",
            "  install memcached, 1.6 (Debian, Ubuntu: apt-get install memcached;"
                + " macOS: brew install memcached)",
            "  start Docker",
            "  set " + VARIABLE + " to the path of a memcached program"));
  }
}
