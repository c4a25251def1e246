package io.ringcache.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.embedded.core.ExecutableProvider;

/** Decides where this machine's Redis for tests comes from. */
final class RedisSources {

  /** Names the {@code redis-server} program to test with, before anything else is looked for. */
  static final String VARIABLE = "RINGCACHE_TEST_REDIS";

  private RedisSources() {}

  /**
   * The first of: the program that {@link #VARIABLE} names, {@code redis-server} on the PATH,
   * Docker, the Redis 6.2 that comes as a jar.
   *
   * @throws IllegalStateException with what to install, if there is none
   */
  static ServerSource find() {
    return choose(System.getenv(), RedisSources::docker, RedisSources::jar);
  }

  /** As {@link #find}; the last two places are asked only if it comes to them. */
  static ServerSource choose(
      Map<String, String> environment,
      Supplier<Optional<ServerSource>> docker,
      Supplier<Optional<ServerSource>> jar) {
    return SearchPath.program(environment, VARIABLE, "redis-server")
        .<ServerSource>map(RedisProgram::new)
        .or(docker)
        .or(jar)
        .orElseThrow(RedisSources::nothingFound);
  }

  private static Optional<ServerSource> docker() {
    return RunningContainer.isPossible() ? Optional.of(new RedisContainer()) : Optional.empty();
  }

  /** Tried out, because the jar has programs that do not run on every machine of their platform. */
  static Optional<ServerSource> jar() {
    try {
      Path directory = Files.createTempDirectory("ringcache-redis-program-");
      ClosedAtExit.add(() -> TemporaryDirectory.delete(directory));
      Path program = ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
      return runs(program) ? Optional.of(new RedisProgram(program)) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean runs(Path program) throws IOException {
    return new ProcessBuilder(program.toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .onExit()
            .join()
            .exitValue()
        == 0;
  }

  private static IllegalStateException nothingFound() {
    return new IllegalStateException(
        String.join(
            System.lineSeparator(),
            "No Redis to test with. Do one of these:",
            "  install redis-server (Debian, Ubuntu: apt-get install redis-server;"
                + " macOS: brew install redis)",
            "  start Docker",
            "  set " + VARIABLE + " to the path of a redis-server program"));
  }
}
