package io.ringcache.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a shell looks for programs. */
public final class SearchPath {

  private SearchPath() {}

  /** The directories, in the order that they are looked through. */
  static Stream<Path> of(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of);
  }

  /** The first program of that name; looked for where Linux has those that only root runs, too. */
  public static Optional<Path> program(String name) {
    return Stream.concat(of(System.getenv()), Stream.of(Path.of("/usr/sbin"), Path.of("/sbin")))
        .map(directory -> directory.resolve(name))
        .filter(SearchPath::isProgram)
        .findFirst();
  }

  /**
   * A program: the one that the variable names, or else the first of that name in these
   * directories; empty where there is none.
   *
   * @throws IllegalStateException if the variable names something that can not be run: what was
   *     asked for explicitly is not replaced by something else in silence
   */
  static Optional<Path> program(Map<String, String> environment, String variable, String name) {
    String named = environment.getOrDefault(variable, "");
    if (named.isEmpty()) {
      return of(environment)
          .map(directory -> directory.resolve(name))
          .filter(SearchPath::isProgram)
          .findFirst();
    }
    if (!isProgram(Path.of(named))) {
      throw new IllegalStateException(
          variable + " names " + named + ", which is no program that can be run");
    }
    return Optional.of(Path.of(named));
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
