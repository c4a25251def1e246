package io.ringcache.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides where this machine's PostgreSQL for tests comes from. */
final class PostgresSources {

  /** Names the directory of the programs to test with, before anything else is looked for. */
  static final String VARIABLE = "RINGCACHE_TEST_POSTGRES";

  /** Debian and Ubuntu keep each version's programs in a directory of their own, off the PATH. */
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  private PostgresSources() {}

  /**
   * The first of: the directory that {@link #VARIABLE} names, {@code initdb} and {@code postgres}
   * on the PATH, Debian's newest, Docker, the PostgreSQL 17 that comes as a jar.
   *
   * @throws IllegalStateException with what to install, if there is none
   */
  static PostgresSource find() {
    return choose(System.getenv(), DEBIAN, PostgresSources::docker, () -> jar(Unprivileged.user()));
  }

  /** As {@link #find}; the last two places are asked only if it comes to them. */
  static PostgresSource choose(
      Map<String, String> environment,
      Path debian,
      Supplier<Optional<PostgresSource>> docker,
      Supplier<Optional<PostgresSource>> jar) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      // What was asked for explicitly is not replaced by something else in silence.
      if (!PostgresProgram.isIn(Path.of(named))) {
        throw new IllegalStateException(
            VARIABLE + " names " + named + ", which has no initdb and postgres that can be run");
      }
      return new PostgresProgram(Path.of(named));
    }
    return Stream.concat(SearchPath.of(environment), newestFirst(debian))
        .filter(PostgresProgram::isIn)
        .findFirst()
        .<PostgresSource>map(PostgresProgram::new)
        .or(docker)
        .or(jar)
        .orElseThrow(PostgresSources::nothingFound);
  }

  /** The {@code bin} of each version, {@code 17} before {@code 9.6}. */
  private static Stream<Path> newestFirst(Path debian) {
    try (Stream<Path> versions = Files.list(debian)) {
      return versions
          .sorted(Comparator.comparingDouble(PostgresSources::version).reversed())
          .map(version -> version.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty(); // not a Debian, or nothing installed
    }
  }

  private static double version(Path directory) {
    try {
      return Double.parseDouble(directory.getFileName().toString());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Optional<PostgresSource> docker() {
    return RunningContainer.isPossible() ? Optional.of(new PostgresContainer()) : Optional.empty();
  }

  static Optional<PostgresSource> jar(Unprivileged user) {
    try {
      Path directory = Files.createTempDirectory("ringcache-postgres-program-");
      ClosedAtExit.add(() -> TemporaryDirectory.delete(directory));
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      PostgresProgram program = new PostgresProgram(PostgresJar.unpackInto(directory), user);
      return program.runs() ? Optional.of(program) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static IllegalStateException nothingFound() {
    return new IllegalStateException(
        String.join(
            System.lineSeparator(),
            "No PostgreSQL to test with. Do one of these:",
            "  install PostgreSQL, 13 or newer (Debian, Ubuntu: apt-get install postgresql;"
                + " macOS: brew install postgresql@17)",
            "  start Docker",
            "  set " + VARIABLE + " to the directory of the programs initdb and postgres"));
  }
}
