package io.ringcache.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetersTest {

  private final MetricRegistry registry = new MetricRegistry();

  @Test
  void namespacesBeyondTheBoundAreCountedTogether() {
    Meters meters = meters(2);
    for (String name : List.of("a", "b", "c", "d", "a")) {
      meters.of(new NamespaceName(name)).of(Call.PUT).ended(Outcome.OK, System.nanoTime());
    }
    assertThat(meters.all().stream().map(NamespaceMeters::label))
        .containsExactlyInAnyOrder("a", "b", Meters.OTHER);
    assertThat(puts(meters, "a")).isEqualTo(2);
    assertThat(puts(meters, "b")).isEqualTo(1);
    assertThat(puts(meters, Meters.OTHER)).isEqualTo(2);
  }

  @Test
  void withoutAnyLabelAllAreCountedTogether() {
    Meters meters = meters(0);
    meters.of(new NamespaceName("a")).of(Call.PUT).ended(Outcome.OK, System.nanoTime());
    assertThat(meters.all().stream().map(NamespaceMeters::label)).containsExactly(Meters.OTHER);
  }

  @Test
  void theRestIsShownOnlyWhereThereIsOne() {
    Meters meters = meters(2);
    meters.of(new NamespaceName("a"));
    meters.of(new NamespaceName("b"));
    assertThat(meters.all().stream().map(NamespaceMeters::label))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(registry.getNames()).noneMatch(name -> name.contains(Meters.OTHER));
  }

  @Test
  void noNamespaceCanHaveTheNameOfTheRest() {
    assertThat(Meters.OTHER).startsWith("_");
    assertThatThrownBy(() -> new NamespaceName(Meters.OTHER))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void whatComesUpIsInTheRegistryAndNothingElse() {
    Meters meters = meters(10);
    CallMeter gets = meters.of(new NamespaceName("shop.eu")).of(Call.GET);
    gets.ended(Outcome.HIT, System.nanoTime());
    gets.ended(Outcome.HIT, System.nanoTime());
    assertThat(registry.getNames())
        .containsExactlyInAnyOrder(
            "ringcache.namespace.shop:eu.hits",
            "ringcache.namespace.shop:eu.misses",
            "ringcache.namespace.shop:eu.evictions",
            "ringcache.latency_us.get.shop:eu",
            "ringcache.calls.get.shop:eu.hit");
    assertThat(gauge("ringcache.calls.get.shop:eu.hit")).isEqualTo(2L);
    assertThat(registry.histogram("ringcache.latency_us.get.shop:eu").getCount()).isEqualTo(2);
  }

  @Test
  void nothingIsLostOrShownTwiceAmongThreads() throws Exception {
    Meters meters = meters(3);
    int threads = 8;
    int calls = 20_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < calls; i++) {
              meters
                  .of(new NamespaceName("n" + i % 5))
                  .of(i % 2 == 0 ? Call.GET : Call.PUT)
                  .ended(Outcome.OK, System.nanoTime());
            }
            return null;
          };
      for (Future<Void> done :
          pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> work).toList())) {
        done.get();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(meters.all()).hasSize(4);
    assertThat(
            meters.all().stream()
                .flatMap(namespace -> namespace.calls().stream())
                .mapToLong(meter -> meter.count(Outcome.OK))
                .sum())
        .isEqualTo((long) threads * calls);
    assertThat(
            meters.all().stream()
                .flatMap(namespace -> namespace.calls().stream())
                .mapToLong(meter -> meter.latencies().total())
                .sum())
        .isEqualTo((long) threads * calls);
  }

  private Meters meters(int labels) {
    return new Meters(labels, new RegistryMeters(registry));
  }

  private static long puts(Meters meters, String label) {
    return meters.all().stream()
        .filter(namespace -> namespace.label().equals(label))
        .mapToLong(namespace -> namespace.of(Call.PUT).count(Outcome.OK))
        .sum();
  }

  private Object gauge(String name) {
    Gauge<?> gauge = Objects.requireNonNull(registry.getGauges().get(name), name);
    return gauge.getValue();
  }
}
