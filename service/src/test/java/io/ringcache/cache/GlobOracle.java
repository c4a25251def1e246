package io.ringcache.cache;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another way to what a glob means: regular expressions that take it to pieces, and the JDK's
 * engine, which backtracks, to match.
 */
final class GlobOracle {

  private static final Pattern MEMBER =
      Pattern.compile(
          "\\\\(?<escaped>.)|(?<low>[^\\]])-(?<high>.)|(?<itself>[^\\]])", Pattern.DOTALL);

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\[(?<not>\\^?)(?<members>(?:\\\\.|[^\\]]-.|[^\\]])*+)\\]?"
              + "|\\\\(?<escaped>.)|(?<itself>.)",
          Pattern.DOTALL);

  private GlobOracle() {}

  /** The regular expression that matches the same keys. */
  static Pattern regexOf(String glob) {
    StringBuilder regex = new StringBuilder();
    for (Matcher token = TOKEN.matcher(glob); token.find(); ) {
      String members = token.group("members");
      if (members != null) {
        regex.append(classOf(token.group("not"), members));
      } else if (token.group("escaped") != null) {
        regex.append(Pattern.quote(token.group("escaped")));
      } else {
        String itself = token.group("itself");
        regex.append(itself.equals("*") ? ".*" : itself.equals("?") ? "." : Pattern.quote(itself));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String classOf(String not, String members) {
    if (members.isEmpty()) {
      return not.isEmpty() ? "(?!)" : ".";
    }
    StringBuilder regex = new StringBuilder("[").append(not);
    for (Matcher member = MEMBER.matcher(members); member.find(); ) {
      if (member.group("low") != null) {
        int low = member.group("low").codePointAt(0);
        int high = member.group("high").codePointAt(0);
        regex.append(hex(Math.min(low, high))).append('-').append(hex(Math.max(low, high)));
      } else {
        String one = member.group(member.group("escaped") != null ? "escaped" : "itself");
        regex.append(hex(one.codePointAt(0)));
      }
    }
    return regex.append(']').toString();
  }

  private static String hex(int codePoint) {
    return "\\x{" + Integer.toHexString(codePoint) + "}";
  }
}
