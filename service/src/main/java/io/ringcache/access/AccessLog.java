package io.ringcache.access;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what was asked of the cache. Thread-safe; {@link #record} never blocks and never
 * fails.
 *
 * <p>Its metrics: {@code written}; {@code dropped}, to be alarmed at when it grows; {@code queued},
 * which is near {@code capacity} before anything is dropped.
 */
public final class AccessLog implements Managed {

  /** More keys than these of one operation say no more about it; see {@link #record}. */
  public static final int KEYS_LOOKED_AT = 8;

  /** With that many no further key is looked at: a queue full of events is to stay small. */
  private static final int ENOUGH_CHARACTERS = 512;

  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

  private final double share;
  private final AccessQueue queue;
  private final LostEvents lost;
  private final AccessWriter writer;
  private final InstantSource clock;

  AccessLog(
      AccessLogConfiguration configuration,
      AccessSink sink,
      MetricRegistry metrics,
      InstantSource clock) {
    this.share = configuration.share();
    this.clock = clock;
    this.queue = new AccessQueue(configuration.capacity());
    this.lost = new LostEvents(metrics.counter(name("dropped")), clock);
    Counter written = metrics.counter(name("written"));
    this.writer = new AccessWriter(queue, sink, written, lost, configuration.longestRest());
    Gauge<Integer> queued = queue::size;
    metrics.gauge(name("queued"), () -> queued);
    Gauge<Integer> capacity = queue::capacity;
    metrics.gauge(name("capacity"), () -> capacity);
  }

  /** A log that is kept in the database, from its start to its stop. */
  public static AccessLog in(
      Database database,
      AccessLogConfiguration configuration,
      MetricRegistry metrics,
      InstantSource clock) {
    return new AccessLog(configuration, new AccessTable(database), metrics, clock);
  }

  /**
   * Takes down an operation, or drops it: where it is not in the sample, and where the database
   * does not keep up.
   *
   * @param keys what it was about, the first {@link #KEYS_LOOKED_AT} are enough: keys, a flush's
   *     pattern, or nothing; not changed afterwards
   * @param hit whether everything asked for was found; null for what is no read, and for a read
   *     that failed
   * @param latencyNanos from the call on the backend to its answer
   */
  public void record(
      Operation operation,
      NamespaceName namespace,
      List<String> keys,
      @Nullable Boolean hit,
      long latencyNanos) {
    if (isInSample()) {
      take(operation, namespace, firstOf(keys), hit, latencyNanos);
    }
  }

  /** The same, of an operation on one key. */
  public void record(
      Operation operation,
      NamespaceName namespace,
      String key,
      @Nullable Boolean hit,
      long latencyNanos) {
    if (isInSample()) {
      take(operation, namespace, List.of(key), hit, latencyNanos);
    }
  }

  private void take(
      Operation operation,
      NamespaceName namespace,
      List<String> keys,
      @Nullable Boolean hit,
      long latencyNanos) {
    AccessEvent event =
        new AccessEvent(clock.millis(), namespace, operation, keys, hit, latencyNanos);
    if (!queue.offer(event)) {
      lost.add(1);
    }
  }

  @Override
  public void start() {
    writer.start();
  }

  @Override
  public void stop() throws InterruptedException {
    writer.stop(PATIENCE_AT_THE_END);
  }

  private boolean isInSample() {
    return share == 1 || (share > 0 && ThreadLocalRandom.current().nextDouble() < share);
  }

  /** What a queued event may hold: not long keys by the thousand, nor a request's whole list. */
  private static List<String> firstOf(List<String> keys) {
    int looked = 0;
    int length = 0;
    while (looked < Math.min(keys.size(), KEYS_LOOKED_AT) && length < ENOUGH_CHARACTERS) {
      length += keys.get(looked).length();
      looked++;
    }
    return looked == keys.size() ? keys : List.copyOf(keys.subList(0, looked));
  }

  private static String name(String metric) {
    return MetricRegistry.name(AccessLog.class, metric);
  }
}
