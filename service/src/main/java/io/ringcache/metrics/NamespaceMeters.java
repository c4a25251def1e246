package io.ringcache.metrics;

import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What is counted of one namespace, or of all those without a label of their own. Thread-safe. */
final class NamespaceMeters {

  private final String label;
  private final LongAdder mgetHits = new LongAdder();
  private final LongAdder mgetMisses = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final PerConstant<Call, CallMeter> calls;

  NamespaceMeters(String label, MeterListener listener) {
    this.label = label;
    this.calls =
        new PerConstant<>(
            Call.class,
            call -> new CallMeter(call, label, listener),
            (call, meter) -> listener.call(meter));
  }

  String label() {
    return label;
  }

  CallMeter of(Call call) {
    return calls.of(call);
  }

  /** An mget's keys, each of which counts as a read. */
  void mget(long hits, long misses) {
    mgetHits.add(hits);
    mgetMisses.add(misses);
  }

  void evicted(long entries) {
    evictions.add(entries);
  }

  /** Keys that were read and found, by GETs and mgets. */
  long hits() {
    return gets(Outcome.HIT) + mgetHits.sum();
  }

  /** Keys that were read and not found. */
  long misses() {
    return gets(Outcome.MISS) + mgetMisses.sum();
  }

  private long gets(Outcome outcome) {
    @Nullable CallMeter meter = calls.ifMade(Call.GET);
    return meter == null ? 0 : meter.count(outcome);
  }

  /** Entries that were evicted. */
  long evictions() {
    return evictions.sum();
  }

  /** The meters of the calls that there were. */
  Collection<CallMeter> calls() {
    return calls.all().values();
  }
}
