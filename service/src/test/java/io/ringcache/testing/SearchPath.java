package io.ringcache.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** The directories where a shell looks for programs. */
final class SearchPath {

  private SearchPath() {}

  static Stream<Path> of(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(Path::of);
  }
}
