package io.ringcache.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of Markdown lead where they say, and leave out nothing of what they list. */
class PagesTest {

  private static final Pattern MAKE = Pattern.compile("(?:^|[^-\\w])make((?: +[\\w.=:/\"-]+)*)");
  private static final Pattern TARGET = Pattern.compile("(?m)^([a-z][a-z-]*):");
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{(RINGCACHE_\\w+):-([^}]*)}");

  private static Map<Path, Page> pages = Map.of();
  private static Set<Path> files = Set.of();

  @BeforeAll
  static void read() throws IOException {
    pages = Page.all().stream().collect(Collectors.toMap(Page::file, page -> page));
    files = Page.files().stream().map(Page.ROOT::resolve).collect(Collectors.toSet());
  }

  @Test
  void everyLinkLeadsSomewhere() {
    List<String> dead = new ArrayList<>();
    pages.values().forEach(page -> dead.addAll(deadLinks(page)));
    assertThat(dead).isEmpty();
    assertThat(pages.values().stream().flatMap(Page::links)).hasSizeGreaterThan(150);
  }

  private static List<String> deadLinks(Page page) {
    return page.links()
        .filter(link -> !leadsSomewhere(page, link.target()))
        .map(link -> page.name() + ":" + link.line() + ": " + link.target())
        .toList();
  }

  private static boolean leadsSomewhere(Page page, String target) {
    URI link = URI.create(target);
    if (link.isAbsolute()) {
      return link.getHost() != null;
    }
    Optional<Path> file = file(page, link);
    return file.isPresent()
        && (link.getFragment() == null
            || (pages.containsKey(file.get())
                && pages.get(file.get()).anchors().contains(link.getFragment())));
  }

  /** The file of the checkout, or the directory with some, that it leads to; empty for none. */
  private static Optional<Path> file(Page page, URI link) {
    if (link.getPath().isEmpty()) {
      return Optional.of(page.file());
    }
    Path file = page.file().resolveSibling(link.getPath()).normalize();
    return Optional.of(file)
        .filter(
            found -> files.contains(found) || files.stream().anyMatch(f -> f.startsWith(found)));
  }

  @Test
  void whoStartsAtTheReadmeGetsToEveryPage() {
    Path readme = Page.ROOT.resolve("README.md");
    Set<Path> reached = new HashSet<>(Set.of(readme));
    Deque<Path> ahead = new ArrayDeque<>(reached);
    while (!ahead.isEmpty()) {
      Page page = pages.get(ahead.remove());
      if (page != null) {
        linked(page).filter(reached::add).forEach(ahead::add);
      }
    }
    // What lies among the sources is for those who find it there.
    assertThat(pages.keySet())
        .filteredOn(page -> !Page.ROOT.relativize(page).toString().contains("/src/"))
        .isSubsetOf(reached);
  }

  private static Stream<Path> linked(Page page) {
    return page.links()
        .map(link -> URI.create(link.target()))
        .filter(link -> !link.isAbsolute())
        .flatMap(link -> file(page, link).stream());
  }

  @Test
  void whatTheyHaveMakeMakeIsThere() throws IOException {
    Set<String> targets = words(TARGET, Files.readString(Page.ROOT.resolve("Makefile")));
    List<String> named =
        pages.values().stream()
            .flatMap(page -> Stream.concat(page.inlineCode(), shellLines(page)))
            .flatMap(code -> MAKE.matcher(code).results())
            .flatMap(make -> Stream.of(make.group(1).strip().split(" +")))
            .filter(word -> word.matches("[a-z][a-z-]*"))
            .toList();
    assertThat(named).hasSizeGreaterThan(20).isSubsetOf(targets);
  }

  private static Stream<String> shellLines(Page page) {
    return page.blocks().stream()
        .filter(block -> block.language().isEmpty() || block.language().equals("sh"))
        .flatMap(block -> block.lines().stream())
        .map(line -> line.replaceFirst("#.*", ""));
  }

  /** Each variable that a configuration reads has its line, and what it says is the default is. */
  @Test
  void thePageOfTheConfigurationHasEveryVariable() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/configuration.md"));
    Map<String, Set<String>> defaults = new TreeMap<>();
    for (String name : List.of("embedded", "redis", "memcached")) {
      String configuration = Files.readString(Page.ROOT.resolve("config/" + name + ".yml"));
      DEFAULT
          .matcher(configuration)
          .results()
          .forEach(
              read ->
                  defaults
                      .computeIfAbsent(read.group(1), variable -> new HashSet<>())
                      .add(read.group(2)));
    }
    assertThat(defaults).hasSizeGreaterThan(15);
    assertThat(defaults)
        .allSatisfy((variable, values) -> assertThat(line(page, variable)).contains(values));
    assertThat(
            words(Pattern.compile("(?m)^\\| (`RINGCACHE_.*?) \\|"), page).stream()
                .flatMap(cell -> words(Pattern.compile("`(\\w+)`"), cell).stream()))
        .containsExactlyInAnyOrderElementsOf(defaults.keySet());
  }

  private static String line(String page, String variable) {
    String first = "\\| [^|]*`" + variable + "`[^|]*\\|";
    return page.lines()
        .filter(line -> Pattern.compile(first).matcher(line).lookingAt())
        .findFirst()
        .orElse("");
  }

  private static Set<String> words(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(word -> word.group(1)).collect(Collectors.toSet());
  }
}
