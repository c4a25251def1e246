package io.ringcache.client.example;

import io.ringcache.client.CacheUnreachableException;
import io.ringcache.client.LoadOptions;
import io.ringcache.client.Namespace;
import io.ringcache.client.Ringcache;
import io.ringcache.client.RingcacheException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Cache-aside in front of a slow database, on the service that {@code make run} serves. */
public final class CacheAsideExample {

  record User(int id, String name) {}

  /** Slow, and tells when it is asked. */
  private static final class Database {

    User find(int id) throws InterruptedException {
      System.out.println("    the database is asked for user " + id);
      TimeUnit.MILLISECONDS.sleep(300);
      return new User(id, "User " + id);
    }

    Map<String, User> findAll(Set<String> keys) throws InterruptedException {
      System.out.println("    the database is asked for " + keys.size() + " users at once");
      TimeUnit.MILLISECONDS.sleep(300);
      Map<String, User> users = new HashMap<>();
      for (String key : keys) {
        int id = Integer.parseInt(key.substring("user_".length()));
        users.put(key, new User(id, "User " + id));
      }
      return users;
    }
  }

  private CacheAsideExample() {}

  /** Needs no arguments; {@code RINGCACHE_URL} and {@code RINGCACHE_API_KEY} are read. */
  public static void main(String[] arguments) {
    String url = System.getenv().getOrDefault("RINGCACHE_URL", "http://localhost:8080");
    Ringcache.Builder builder = Ringcache.builder(url).timeout(Duration.ofSeconds(5));
    String key = System.getenv("RINGCACHE_API_KEY");
    if (key != null) {
      builder.apiKey(key);
    }
    try (Ringcache cache = builder.build()) {
      Namespace users = cache.namespace("example");
      users.flush();
      show(users);
      System.out.println("What the client counted: " + cache.counts());
    } catch (CacheUnreachableException e) {
      System.err.println("There is no Ringcache at " + url + ": start one with make run,");
      System.err.println("or name another one: RINGCACHE_URL=http://... make example");
      System.exit(1);
    } catch (RingcacheException e) {
      System.err.println(url + " refuses: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void show(Namespace users) {
    Database database = new Database();
    Duration hour = Duration.ofHours(1);

    System.out.println("Cache-aside: the first time it is loaded, then it is there");
    for (int i = 0; i < 2; i++) {
      timed(() -> users.getOrLoad("user_123", hour, User.class, () -> database.find(123)));
    }

    System.out.println("Many at once: those that are missing by one call");
    List<String> keys = List.of("user_122", "user_123", "user_124");
    LoadOptions tagged = LoadOptions.ttl(hour).ttlJitter(0.1).tags("team:1");
    timed(() -> users.getOrLoadAll(keys, tagged, User.class, database::findAll).values());

    System.out.println("Tags: what carries one goes together");
    System.out.println("    invalidated " + users.invalidate("team:1"));
    timed(() -> users.getOrLoad("user_122", tagged, User.class, () -> database.find(122)));

    System.out.println("Counters are atomic");
    System.out.println("    visits: " + users.incr("visits", 1) + ", " + users.incr("visits", 1));

    System.out.println("What is there now: " + users.keys().sorted().toList());
  }

  private static void timed(Supplier<Object> read) {
    long began = System.nanoTime();
    Object value = read.get();
    System.out.printf("    %s in %d ms%n", value, (System.nanoTime() - began) / 1_000_000);
  }
}
