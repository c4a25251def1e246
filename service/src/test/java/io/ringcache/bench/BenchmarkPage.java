package io.ringcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of figures, a section for each program, which that program replaces. */
final class BenchmarkPage {

  private static final String INTRODUCTION =
      """
      # Benchmarks

      Each section is written by the program that measured it: `make bench`. Absolute times are those of the machine named; what is asked for is in the column beside them.
      """;

  private final Path file;

  BenchmarkPage(Path file) {
    this.file = file;
  }

  /** Puts the section in the place of the one with the same title, or at the end. */
  void write(String title, String body) throws IOException {
    String page = Files.exists(file) ? Files.readString(file) : INTRODUCTION;
    Files.writeString(file, replace(page, "\n## " + title + "\n", "\n" + body.strip() + "\n"));
  }

  static String replace(String page, String heading, String body) {
    int start = page.indexOf(heading);
    if (start < 0) {
      return page + heading + body;
    }
    int next = page.indexOf("\n## ", start + heading.length());
    return page.substring(0, start) + heading + body + (next < 0 ? "" : page.substring(next));
  }
}
