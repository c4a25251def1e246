package io.ringcache.docs;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What a reader has around the pieces of Java on a page: the imports, a database, users. */
final class Pieces {

  private static final String AROUND =
      """
      import com.fasterxml.jackson.core.type.TypeReference;
      import io.ringcache.client.*;
      import java.net.URI;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.CompletableFuture;
      import javax.cache.*;
      import javax.cache.configuration.MutableConfiguration;

      public class Pieces {
        record User(int id, String name) {}

        static class Database {
          User find(int id) {
            return new User(id, "of the database");
          }

          Map<String, User> findAll(Set<String> keys) {
            return Map.of();
          }

          List<User> team() {
            return List.of();
          }
        }

        static class AsyncDatabase {
          CompletableFuture<User> find() {
            return new CompletableFuture<>();
          }
        }

        static Database db = new Database();
        static AsyncDatabase asyncDb = new AsyncDatabase();
        static List<String> keys = List.of();
        static Namespace users;
        static CacheListener listener;

        public static void main(String[] arguments) {
          System.out.println(piece0());
        }
      %s
      }
      """;

  private Pieces() {}

  /** A program that runs one, and shows what it leaves in that variable. */
  static String program(String piece, String variable) {
    return AROUND.formatted(
        "static Object piece0() {\n%s\nreturn %s;\n}".formatted(piece, variable));
  }

  /** A program that is there to be compiled. */
  static String program(List<String> pieces) {
    return AROUND.formatted(
        "static Object piece0() { return 0; }\n"
            + pieces.stream()
                .map(piece -> "static { new Object() { void piece() {\n%s\n} }; }".formatted(piece))
                .collect(joining("\n")));
  }
}
