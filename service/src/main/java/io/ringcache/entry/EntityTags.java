package io.ringcache.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an {@code If-Match} or {@code If-None-Match} says (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, 13.1</a>): any tag, or those
 * of a list. Immutable.
 *
 * @param readable whether it is {@code *} or a list of entity tags; what is neither names none
 * @param any whether it is {@code *}
 * @param tags with their quotes, and {@code W/} before a weak one
 */
record EntityTags(boolean readable, boolean any, List<String> tags) {

  private static final EntityTags ANY = new EntityTags(true, true, List.of());
  private static final EntityTags UNREADABLE = new EntityTags(false, false, List.of());

  /** Not split at the commas: a tag may hold some. An element of a list may be empty. */
  private static final Pattern NEXT =
      Pattern.compile("\\G[ \t,]*+((?:W/)?\"[^\"]*+\")[ \t]*+(,|$)");

  private static final Pattern NOTHING = Pattern.compile("[ \t,]*+");
  private static final String WEAK = "W/";

  EntityTags {
    tags = List.copyOf(tags);
  }

  /**
   * Reads a header.
   *
   * @param lines in their order; they are one list
   */
  static EntityTags of(List<String> lines) {
    List<String> tags = new ArrayList<>();
    for (String line : lines) {
      if (line.strip().equals("*")) {
        return ANY;
      }
      Matcher next = NEXT.matcher(line);
      int end = 0;
      while (next.find()) {
        tags.add(next.group(1));
        end = next.end();
      }
      if (!NOTHING.matcher(line).region(end, line.length()).matches()) {
        return UNREADABLE;
      }
    }
    return tags.isEmpty() ? UNREADABLE : new EntityTags(true, false, tags);
  }

  /** By the strong comparison: a weak tag names none. */
  boolean nameStrongly(ETag tag) {
    return any || tags.contains(tag.value());
  }

  /** By the weak comparison: {@code W/} before a tag makes no difference. */
  boolean nameWeakly(ETag tag) {
    return nameStrongly(tag) || tags.contains(WEAK + tag.value());
  }
}
