package io.ringcache.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keys of one kind have in common: the key with a {@code *} for each part that looks like an
 * identifier, at most {@link #MAX_LENGTH} characters. Takes time linear in the key.
 *
 * <p>A word is a run of letters and digits; what stands between words ({@code _ - : . /} and
 * whatever else) is kept. In this order,
 *
 * <ul>
 *   <li>five words that are a UUID become one {@code *};
 *   <li>so does a word of digits alone, however few;
 *   <li>one of 8 and more hexadecimal digits, at least one of them below {@code a}: a hash, a UUID
 *       without dashes ({@code facade} and {@code deadbeef} are words);
 *   <li>one of 20 and more letters and digits that changes from the ones to the others 4 times and
 *       more: a ULID, a random token;
 *   <li>within any other word, each run of 4 and more digits.
 * </ul>
 *
 * <pre>
 * user_123                                      user_*
 * order:2024:17                                 order:*:*
 * session:6f1e0d1a-9c1b-4d2e-8a55-0123456789ab  session:*
 * etag/d41d8cd98f00b204e9800998ecf8427e         etag/*
 * item00017                                     item*
 * api.v2.sha256                                 api.v2.sha256
 * </pre>
 */
final class KeyPattern {

  /** In UTF-16 units, of which PostgreSQL's characters are never more. */
  static final int MAX_LENGTH = 255;

  private static final int UUID_LENGTH = 36;
  private static final int MIN_HEX = 8;
  private static final int MIN_TOKEN = 20;
  private static final int MIN_TOKEN_CHANGES = 4;
  private static final int MIN_NUMBER = 4;

  private final String key;
  private final StringBuilder pattern = new StringBuilder();

  private KeyPattern(String key) {
    this.key = key;
  }

  static String of(String key) {
    return new KeyPattern(key).build();
  }

  /** The pattern that all these keys have; null where there is none, or no key. */
  static @Nullable String sharedBy(List<String> keys) {
    if (keys.isEmpty()) {
      return null;
    }
    String shared = of(keys.get(0));
    return keys.stream().skip(1).allMatch(key -> of(key).equals(shared)) ? shared : null;
  }

  /** A pattern that a client gave, as far as it can be stored; null if it gave none. */
  static @Nullable String asGiven(List<String> patterns) {
    // PostgreSQL's texts can hold every character but this one
    return patterns.isEmpty() ? null : cut(patterns.get(0).replace('\0', '\uFFFD'));
  }

  private String build() {
    int i = 0;
    while (i < key.length() && pattern.length() <= MAX_LENGTH) {
      int end = endOfWord(i);
      if (end == i) {
        pattern.append(key.charAt(i));
        i++;
      } else if (isUuid(i)) {
        pattern.append('*');
        i += UUID_LENGTH;
      } else {
        appendWord(i, end);
        i = end;
      }
    }
    return cut(pattern.toString());
  }

  private int endOfWord(int start) {
    int end = start;
    while (end < key.length() && isOfWord(end)) {
      end++;
    }
    return end;
  }

  private void appendWord(int start, int end) {
    if (isIdentifier(start, end)) {
      pattern.append('*');
      return;
    }
    int i = start;
    while (i < end) {
      int digits = 0;
      while (i + digits < end && isDigit(i + digits)) {
        digits++;
      }
      if (digits >= MIN_NUMBER) {
        pattern.append('*');
      } else {
        pattern.append(key, i, i + Math.max(1, digits));
      }
      i += Math.max(1, digits);
    }
  }

  private boolean isIdentifier(int start, int end) {
    int digits = 0;
    int hexDigits = 0;
    int changes = 0;
    for (int i = start; i < end; i++) {
      boolean digit = isDigit(i);
      digits += digit ? 1 : 0;
      hexDigits += isHexDigit(i) ? 1 : 0;
      changes += i > start && digit != isDigit(i - 1) ? 1 : 0;
    }
    int length = end - start;
    return digits == length
        || (hexDigits == length && length >= MIN_HEX && digits > 0)
        || (length >= MIN_TOKEN && changes >= MIN_TOKEN_CHANGES);
  }

  private boolean isUuid(int start) {
    int end = start + UUID_LENGTH;
    if (end > key.length() || (end < key.length() && isOfWord(end))) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? key.charAt(start + i) != '-' : !isHexDigit(start + i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isOfWord(int i) {
    return Character.isLetterOrDigit(key.charAt(i));
  }

  private boolean isDigit(int i) {
    return Character.isDigit(key.charAt(i));
  }

  private boolean isHexDigit(int i) {
    return key.charAt(i) < 128 && Character.digit(key.charAt(i), 16) >= 0;
  }

  private static String cut(String pattern) {
    if (pattern.length() <= MAX_LENGTH) {
      return pattern;
    }
    boolean splitsPair = Character.isHighSurrogate(pattern.charAt(MAX_LENGTH - 1));
    return pattern.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH);
  }
}
