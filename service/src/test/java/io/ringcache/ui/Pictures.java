package io.ringcache.ui;

import io.dropwizard.testing.ConfigOverride;
import io.ringcache.auth.Api;
import io.ringcache.testing.Chromium;
import io.ringcache.testing.ChromiumPage;
import io.ringcache.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/**
 * Makes pictures of the page: three Redis nodes, namespaces of a shop, and applications that read
 * and write them. {@code make pictures}.
 */
final class Pictures {

  /** How many samples the charts are to have: two seconds each. */
  private static final long SAMPLES = 14;

  private static final int APPLICATION_THREADS = 4;
  private static final int PATIENCE_SECONDS = 120;

  /**
   * What an application keeps in a namespace.
   *
   * @param settings of the namespace
   * @param key of an entry, by its number
   * @param entries how many different ones are asked for
   * @param bytes of a value, at most
   * @param weight how often it is asked, among the others
   */
  private record Application(
      String namespace, String settings, String key, int entries, int bytes, int weight) {}

  private static final List<Application> APPLICATIONS =
      List.of(
          new Application("catalogue", settings(3600, 6, "LRU"), "product_%d", 9000, 1600, 10),
          new Application("feature-flags", settings(0, 1, "NONE"), "flag_%d", 40, 120, 4),
          new Application("prices", settings(120, 2, "LFU"), "price:eu:%d", 4000, 900, 7),
          new Application(
              "search.suggestions", settings(86_400, 8, "FIFO"), "suggest:%d", 1500, 2500, 5),
          new Application("sessions", settings(1800, 1, "TTL"), "session_%08x", 1800, 1400, 8));

  private Pictures() {}

  /** Writes them into the directory that is named. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    try (RedisServer one = RedisServer.start();
        RedisServer two = RedisServer.start();
        RedisServer three = RedisServer.start();
        Chromium chromium = Chromium.start()) {
      Stream.of(one, two, three).forEach(Pictures::limit);
      String nodes =
          "redis-1=%s,redis-2=%s,redis-3=%s"
              .formatted(one.address(), two.address(), three.address());
      try (UiService service =
          UiService.start(nodes, 0, ConfigOverride.config("auth.mode", "none"))) {
        takeWithTraffic(chromium, service.uri(), directory);
      }
    }
  }

  private static void limit(RedisServer node) {
    try (Jedis jedis = new Jedis(node.host(), node.port())) {
      jedis.configSet("maxmemory", "32mb");
    }
  }

  private static void takeWithTraffic(Chromium chromium, URI service, Path directory)
      throws IOException, InterruptedException {
    Api api = new Api(HttpClient.newHttpClient(), service, null);
    for (Application each : APPLICATIONS) {
      api.call("PUT", "/api/v1/namespaces/" + each.namespace(), each.settings());
      Traffic.fill(api, each);
    }
    AtomicBoolean goesOn = new AtomicBoolean(true);
    List<Thread> traffic =
        IntStream.range(0, APPLICATION_THREADS)
            .mapToObj(i -> new Thread(new Traffic(api, i, goesOn), "traffic-" + i))
            .toList();
    traffic.forEach(Thread::start);
    try {
      take(chromium, service, directory);
    } finally {
      goesOn.set(false);
      for (Thread each : traffic) {
        each.join();
      }
    }
  }

  private static void take(Chromium chromium, URI service, Path directory) throws IOException {
    UiPage namespaces = UiPage.open(chromium, service, "#/namespaces");
    UiPage nodes = UiPage.open(chromium, service, "#/nodes");
    UiPage sessions = UiPage.open(chromium, service, "#/namespaces/sessions");
    UiPage phone = UiPage.open(chromium, service, "#/namespaces");
    phone.browser().resize(390, 844);
    Awaitility.await()
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> asked(namespaces) > SAMPLES * APPLICATIONS.size());

    both(namespaces.browser(), directory, "ui", 1280, 720);
    both(nodes.browser(), Path.of("target"), "ui-nodes", 1280, 900);
    both(sessions.browser(), Path.of("target"), "ui-namespace", 1280, 900);
    both(phone.browser(), Path.of("target"), "ui-phone", 390, 844);
    sessions.goTo("#/keys?namespace=catalogue&pattern=product_1*");
    sessions.awaitText("50 keys");
    String key = String.valueOf(sessions.textOf(".keys button"));
    sessions.press(key);
    sessions.awaitText(".entry h2", key);
    both(sessions.browser(), Path.of("target"), "ui-keys", 1280, 900);
    sessions.press("Edit");
    both(sessions.browser(), Path.of("target"), "ui-edit", 1280, 900);
    sessions.press("Cancel");
    sessions.goTo("#/access?namespace=prices");
    sessions.awaitText("100 entries");
    both(sessions.browser(), Path.of("target"), "ui-access", 1280, 900);
    sessions.goTo("#/audit");
    sessions.awaitText("namespace.create");
    both(sessions.browser(), Path.of("target"), "ui-audit", 1280, 900);
  }

  /** Light and dark. */
  private static void both(ChromiumPage page, Path directory, String name, int width, int height)
      throws IOException {
    Files.write(directory.resolve(name + ".png"), in("light", page, width, height));
    Files.write(directory.resolve(name + "-dark.png"), in("dark", page, width, height));
  }

  private static byte[] in(String scheme, ChromiumPage page, int width, int height) {
    page.prefers("prefers-color-scheme", scheme);
    page.picture(width, height); // what is drawn by its size is drawn anew
    Awaitility.await().until(() -> page.evaluate("document.getAnimations().length").asInt() == 0);
    return page.picture(width, height);
  }

  private static long asked(UiPage page) {
    return page.browser().requests().stream().filter(url -> url.endsWith("/stats")).count();
  }

  private static String settings(int ttl, int megabytes, String policy) {
    return "{\"default_ttl\":%d,\"max_size_mb\":%d,\"eviction_policy\":\"%s\"}"
        .formatted(ttl, megabytes, policy);
  }

  /** An application's thread: reads, and writes what it has not found. */
  private record Traffic(Api api, int seed, AtomicBoolean goesOn) implements Runnable {

    private static final int ENTRIES_A_CALL = 200;

    @Override
    public void run() {
      Random random = new Random(seed);
      int sum = APPLICATIONS.stream().mapToInt(Application::weight).sum();
      for (int i = 0; goesOn.get(); i++) {
        Application application = choose(random.nextInt(sum));
        // a few are asked for often, most hardly ever
        int entry = (int) (application.entries() * Math.pow(random.nextDouble(), 3));
        String key = application.key().formatted(entry);
        String path = "/api/v1/cache/" + application.namespace() + "/" + key.replace(":", "%3A");
        if (api.get(path).status() == 404) {
          int bytes = application.bytes() / 2 + random.nextInt(application.bytes() / 2);
          api.call("PUT", path, "{" + body(key, entry, bytes));
        }
        // waves, as a day has them
        LockSupport.parkNanos((long) (1e6 * (2 + 2 * Math.sin(i / 700.0))));
      }
    }

    /** What is asked for most, as if the application had run for a while. */
    static void fill(Api api, Application application) {
      for (int first = 0; first < application.entries() / 2; first += ENTRIES_A_CALL) {
        String entries =
            IntStream.range(first, first + ENTRIES_A_CALL)
                .filter(entry -> entry < application.entries() / 2)
                .mapToObj(
                    entry -> {
                      String key = application.key().formatted(entry);
                      return "{\"key\": \""
                          + key
                          + "\", "
                          + body(key, entry, application.bytes() / 2);
                    })
                .collect(Collectors.joining(","));
        api.call(
            "POST",
            "/api/v1/cache/" + application.namespace() + "/mset",
            "{\"entries\": [" + entries + "]}");
      }
    }

    private static Application choose(int ticket) {
      int left = ticket;
      for (Application application : APPLICATIONS) {
        left -= application.weight();
        if (left < 0) {
          return application;
        }
      }
      throw new IllegalArgumentException("ticket " + ticket);
    }

    private static String body(String key, int entry, int bytes) {
      return """
          "value": {"id": "%s", "name": "Kettle, 1.7 l", "price": %d.90, "currency": "EUR",
            "stock": {"berlin": %d, "lyon": %d}, "description": "%s"},
           "tags": ["shop", "supplier_%d"]}
          """
          .formatted(
              key,
              20 + entry % 80,
              entry % 7,
              entry % 11,
              "Lorem ipsum. ".repeat(bytes / 13),
              entry % 5);
    }
  }
}
