package io.ringcache.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Ringcache service. One for an application: it keeps connections. Thread-safe.
 *
 * <pre>{@code
 * Ringcache cache = Ringcache.at("http://localhost:8080");
 * User user = cache.namespace("users")
 *     .getOrLoad("user_123", Duration.ofHours(1), User.class, () -> db.find(123));
 * }</pre>
 */
public final class Ringcache implements AutoCloseable {

  private final Transport transport;
  private final Json json;
  private final Meter meter;
  private final Flights flights = new Flights();
  private final Executor callbacks;

  private Ringcache(Transport transport, Json json, Meter meter, Executor callbacks) {
    this.transport = transport;
    this.json = json;
    this.meter = meter;
    this.callbacks = callbacks;
  }

  /** One with the defaults. Sends nothing yet. */
  public static Ringcache at(String baseUrl) {
    return builder(baseUrl).build();
  }

  /** One for several processes of a service, to which requests go in turn. */
  public static Builder builder(String... baseUrls) {
    return new Builder(List.of(baseUrls));
  }

  /**
   * A namespace. Asks nothing: whether there is one the first call sees.
   *
   * @throws IllegalArgumentException if it can not be one
   */
  public Namespace namespace(String name) {
    Core core = new Core(transport, json, meter, flights, Keys.namespace(name));
    return new Namespace(core, new AsyncNamespace(core, callbacks));
  }

  /** What this client has done so far. */
  public Counts counts() {
    return meter.counts();
  }

  /** The breaker of each base URL. */
  public Map<URI, BreakerState> breakers() {
    Map<URI, BreakerState> breakers = new LinkedHashMap<>();
    transport.endpoints().forEach(it -> breakers.put(it.baseUrl(), it.breaker().state()));
    return breakers;
  }

  /** Takes no more calls, and lets those under way end, which takes the timeout at most. */
  @Override
  public void close() {
    transport.close();
  }

  /** What a client is made with. Not thread-safe. */
  public static final class Builder {

    private static final int HTTP_THREADS = 4;
    private static final int LONGEST_LINE = 10_000;

    private final List<URI> baseUrls;
    private final List<CacheListener> listeners = new ArrayList<>();
    private Optional<String> apiKey = Optional.empty();
    private Duration connectTimeout = Duration.ofMillis(500);
    private Duration timeout = Duration.ofSeconds(1);
    private int concurrentCalls = 64;
    private int breakerFailures = 5;
    private Duration firstPause = Duration.ofMillis(500);
    private Duration longestPause = Duration.ofSeconds(10);
    private @Nullable ObjectMapper mapper;
    private @Nullable SSLContext sslContext;
    private Executor callbacks = new CompletableFuture<Void>().defaultExecutor();

    private Builder(List<String> baseUrls) {
      if (baseUrls.isEmpty()) {
        throw new IllegalArgumentException("at least one base URL");
      }
      this.baseUrls = baseUrls.stream().map(Builder::baseUrl).toList();
    }

    private static URI baseUrl(String text) {
      URI url = URI.create(text.replaceFirst("/+$", ""));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!http
          || url.getHost() == null
          || url.getRawQuery() != null
          || url.getRawFragment() != null) {
        throw new IllegalArgumentException("a base URL is http://host:port/path: " + text);
      }
      return url;
    }

    /** A key of the service's, {@code rk_…}. Without one, none is sent. */
    public Builder apiKey(String key) {
      this.apiKey = Optional.of(key);
      return this;
    }

    /** For a connection; 500 ms. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = positive(timeout);
      return this;
    }

    /** For a call with all that it takes, waiting and repeating included; 1 s. */
    public Builder timeout(Duration timeout) {
      this.timeout = positive(timeout);
      return this;
    }

    /** How many are on their way to one base URL at a time, and so its connections; 64. */
    public Builder concurrentCalls(int calls) {
      if (calls < 1) {
        throw new IllegalArgumentException("at least one call: " + calls);
      }
      this.concurrentCalls = calls;
      return this;
    }

    /**
     * When calls to a base URL are not sent, but fail at once: after so many without an answer in a
     * row (5), for a pause (half to all of 500 ms) that doubles, up to the longest (10 s), while
     * the one call that is sent after it has no answer either.
     */
    public Builder breaker(int failures, Duration firstPause, Duration longestPause) {
      if (failures < 1) {
        throw new IllegalArgumentException("at least one failure: " + failures);
      }
      this.breakerFailures = failures;
      this.firstPause = positive(firstPause);
      this.longestPause = positive(longestPause);
      return this;
    }

    /**
     * What makes JSON of values. By itself it is one with the modules that are found, which lets
     * fields be that a type does not know, so that two versions of an application can share a
     * cache.
     */
    public Builder mapper(ObjectMapper mapper) {
      this.mapper = mapper;
      return this;
    }

    /** For {@code https}; by itself the JVM's. */
    public Builder sslContext(SSLContext context) {
      this.sslContext = context;
      return this;
    }

    /** Where asynchronous loaders run, and what depends on stages; by itself the common pool. */
    public Builder callbacks(Executor executor) {
      this.callbacks = executor;
      return this;
    }

    /** Told what the client does; any number of them. */
    public Builder listener(CacheListener listener) {
      listeners.add(listener);
      return this;
    }

    private static Duration positive(Duration duration) {
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException("more than 0: " + duration);
      }
      return duration;
    }

    /** Sends nothing yet. */
    public Ringcache build() {
      ThreadPoolExecutor executor =
          new ThreadPoolExecutor(
              HTTP_THREADS,
              HTTP_THREADS,
              10,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(), // a few for each call, of which the gates keep count
              Builder::thread);
      executor.allowCoreThreadTimeOut(true);
      HttpClient.Builder http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(connectTimeout)
              .executor(executor);
      if (sslContext != null) {
        http.sslContext(sslContext);
      }
      Meter meter = new Meter(List.copyOf(listeners));
      Breaker.Limits limits = new Breaker.Limits(breakerFailures, firstPause, longestPause);
      List<Endpoint> endpoints =
          baseUrls.stream()
              .map(
                  url ->
                      new Endpoint(
                          url,
                          Breaker.of(limits, state -> meter.breakerChanged(url, state)),
                          new Gate(concurrentCalls, LONGEST_LINE, executor)))
              .toList();
      Transport transport = new Transport(http.build(), executor, endpoints, apiKey, timeout);
      return new Ringcache(
          transport, new Json(mapper == null ? defaultMapper() : mapper), meter, callbacks);
    }

    private static Thread thread(Runnable task) {
      Thread thread = new Thread(task, "ringcache-client");
      thread.setDaemon(true);
      return thread;
    }

    private static ObjectMapper defaultMapper() {
      return JsonMapper.builder()
          .findAndAddModules()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
    }
  }
}
