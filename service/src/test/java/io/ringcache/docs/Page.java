package io.ringcache.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of Markdown, as far as tests ask for it.
 *
 * @param prose the lines that are in no fenced block; what is in one is an empty line here
 */
record Page(Path file, List<String> prose, List<Block> blocks) {

  /** The checkout that the tests run in. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What is made, or somebody's own, and so no part of it. */
  private static final Set<String> LEFT_OUT = Set.of(".git", ".idea", "data", "target");

  private static final Pattern FENCE = Pattern.compile("```(\\S*)\\s*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?)\\s*");
  private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");

  private static final Pattern LINK =
      Pattern.compile("\\]\\(([^()\\s]+)\\)|\\b(?:src|srcset|href)=\"([^\"]+)\"");

  /**
   * A fenced block.
   *
   * @param line where its first line stands in the file, from 1 on
   * @param language what its fence says it is; empty if it says nothing
   */
  record Block(int line, String language, List<String> lines) {

    String text() {
      return String.join("\n", lines);
    }
  }

  /** Somewhere that a page sends its reader. */
  record Link(int line, String target) {}

  static Page read(Path file) throws IOException {
    List<String> prose = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    for (String line : Files.readAllLines(file)) {
      boolean fence = FENCE.matcher(line).matches();
      if (open == null && fence) {
        open = new Block(prose.size() + 2, language(line), new ArrayList<>());
      } else if (open != null && fence) {
        blocks.add(open);
        open = null;
      } else if (open != null) {
        open.lines().add(line);
        prose.add("");
        continue;
      }
      prose.add(open == null && !fence ? line : "");
    }
    if (open != null) {
      throw new IllegalStateException(file + ":" + open.line() + ": the block has no end");
    }
    return new Page(file, prose, blocks);
  }

  private static String language(String fence) {
    return FENCE.matcher(fence).replaceFirst("$1");
  }

  /** All of the checkout's. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (Path file : files()) {
      if (file.toString().endsWith(".md")) {
        pages.add(read(ROOT.resolve(file)));
      }
    }
    return pages;
  }

  /** What somebody who checks it out has, relative to its root. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return isLeftOut(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isLeftOut(file)) {
              files.add(ROOT.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isLeftOut(Path path) {
    return LEFT_OUT.contains(path.getFileName().toString());
  }

  /** Its place in the checkout. */
  String name() {
    return ROOT.relativize(file).toString();
  }

  /** Where it sends its reader, images included. */
  Stream<Link> links() {
    return Stream.iterate(1, line -> line <= prose.size(), line -> line + 1)
        .flatMap(
            line ->
                LINK.matcher(withoutCode(prose.get(line - 1)))
                    .results()
                    .map(
                        link ->
                            new Link(line, link.group(1) != null ? link.group(1) : link.group(2))));
  }

  /** What is set as code within its lines. */
  Stream<String> inlineCode() {
    return prose.stream()
        .flatMap(line -> INLINE_CODE.matcher(line).results())
        .map(code -> code.group(1));
  }

  /** The names by which GitHub leads to its headings. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      var heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group(1));
        int before = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\]\\([^)]*\\)", "]")
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_')
        .mapToObj(Character::toString)
        .collect(joining())
        .replace(' ', '-');
  }

  private static String withoutCode(String line) {
    return INLINE_CODE.matcher(line).replaceAll(Page::blank);
  }

  private static String blank(MatchResult code) {
    return " ".repeat(code.group().length());
  }
}
