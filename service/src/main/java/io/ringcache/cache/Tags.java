package io.ringcache.cache;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The tags of an entry: at most 16 distinct ones of 1 to 100 bytes of UTF-8 each, without control
 * characters. Immutable; an instance is always valid.
 *
 * @param names in the order given, without repetitions
 */
public record Tags(List<String> names) {

  /** An entry without tags. */
  public static final Tags NONE = new Tags(List.of());

  private static final int MAX_TAGS = 16;
  private static final int MAX_BYTES = 100;

  /**
   * Checks the bounds.
   *
   * @throws InvalidInputException with the field {@code tags}
   */
  public Tags {
    names = names.stream().distinct().toList();
    if (names.size() > MAX_TAGS) {
      throw invalid("an entry has at most " + MAX_TAGS + " tags, not " + names.size());
    }
    names.forEach(Tags::check);
  }

  public static Tags of(Collection<String> names) {
    return names.isEmpty() ? NONE : new Tags(List.copyOf(names));
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  private static void check(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw invalid("a tag has 1 to " + MAX_BYTES + " bytes of UTF-8, not " + bytes);
    }
    if (name.chars().anyMatch(c -> Character.isISOControl(c))) {
      throw invalid("a tag has no control characters (U+0000-U+001F, U+007F-U+009F)");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw invalid("a tag is text that UTF-8 can carry, without half a surrogate pair");
    }
  }

  private static InvalidInputException invalid(String message) {
    return new InvalidInputException(InvalidInputException.Field.TAGS, message);
  }
}
