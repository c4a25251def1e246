package io.ringcache.http;

/**
 * Escapes what is data to us and syntax to Jersey: a {@code ;} starts a matrix parameter there,
 * which is cut off, and a brace a template, which fails. The path means the same as before; a
 * resource that decodes it sees what the client sent.
 */
final class RoutablePath {

  private RoutablePath() {}

  static String of(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (isSyntax(path.charAt(i))) {
        return escape(path);
      }
    }
    return path;
  }

  private static String escape(String path) {
    StringBuilder safe = new StringBuilder(path.length() + 16);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      switch (c) {
        case ';' -> safe.append("%3B");
        case '{' -> safe.append("%7B");
        case '}' -> safe.append("%7D");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isSyntax(char c) {
    return c == ';' || c == '{' || c == '}';
  }
}
