package io.ringcache.metrics;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of one kind on one namespace, by what came of them, and how long they took.
 * Thread-safe; counting takes no lock and allocates nothing.
 */
final class CallMeter {

  private final Call call;
  private final String namespace;
  private final Latencies latencies = new Latencies();
  private final PerConstant<Outcome, LongAdder> outcomes;

  /**
   * A meter.
   *
   * @param namespace as the label says it
   * @param listener told of each outcome that comes up
   */
  CallMeter(Call call, String namespace, MeterListener listener) {
    this.call = call;
    this.namespace = namespace;
    this.outcomes =
        new PerConstant<>(
            Outcome.class,
            outcome -> new LongAdder(),
            (outcome, count) -> listener.outcome(this, outcome));
  }

  Call call() {
    return call;
  }

  String namespace() {
    return namespace;
  }

  Latencies latencies() {
    return latencies;
  }

  /**
   * A call has ended.
   *
   * @param startNanos when it began, by {@code System.nanoTime}
   */
  void ended(Outcome outcome, long startNanos) {
    latencies.add(System.nanoTime() - startNanos);
    outcomes.of(outcome).increment();
  }

  /** How often that was the outcome. */
  long count(Outcome outcome) {
    @Nullable LongAdder count = outcomes.ifMade(outcome);
    return count == null ? 0 : count.sum();
  }

  /** How often each outcome was that there was. */
  Map<Outcome, LongAdder> counts() {
    return outcomes.all();
  }
}
