package io.ringcache.perf.measure;

import io.ringcache.perf.settings.Target;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is answered in a phase, and the CPU that service and Redis take for it, where they
 * can be asked. One phase at a time; counting is thread-safe.
 *
 * <p>Of each phase it leaves how many there were in a second, how many keys, and the CPU that one
 * took.
 */
public final class PhaseMeter {

  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;

  private final Figures figures;
  private final ServiceCpu service;
  private final RedisInfo redis;
  private final LongAdder answered = new LongAdder();
  private volatile Moment start = new Moment(0, 0, 0);

  public PhaseMeter(Figures figures, Target target) {
    this.figures = figures;
    this.service = new ServiceCpu(target.metricsUrl());
    this.redis = new RedisInfo(target.nodes());
  }

  private record Moment(long nanos, double service, double redis) {}

  public void start() {
    answered.reset();
    start = now();
  }

  public void count() {
    answered.increment();
  }

  /** Counted were requests of that many keys each. */
  public void stop(String phase, int keysEach) {
    Moment end = now();
    Moment began = start;
    long count = answered.sum();
    double perSecond = count / ((end.nanos - began.nanos) / NANOS);
    figures.set(FigureNames.perSecond(phase), perSecond);
    figures.set(FigureNames.keysPerSecond(phase), perSecond * keysEach);
    if (count > 0 && service.isPossible() && redis.isPossible()) {
      double seconds = end.service - began.service + end.redis - began.redis;
      figures.set(FigureNames.cpu(phase), MICROS * seconds / count);
    }
  }

  private Moment now() {
    return new Moment(
        System.nanoTime(),
        service.isPossible() ? service.seconds() : 0,
        redis.isPossible() ? redis.cpuSeconds() : 0);
  }
}
