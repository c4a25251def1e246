package io.ringcache.perf.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.perf.settings.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {

  private final Figures figures = new Figures();

  @Test
  void theNextSimulationFindsThem(@TempDir Path directory) {
    Path file = directory.resolve("run/measurements.properties");
    figures.set("a", 0.1);
    figures.add("b", 2);
    figures.add("b", 3);
    figures.store(file);
    assertThat(Figures.in(file).get("a")).hasValue(0.1);
    assertThat(Figures.in(file).get("b")).hasValue(5);
    assertThat(Figures.in(file).get("c")).isEmpty();
    assertThat(Figures.in(directory.resolve("none")).get("a")).isEmpty();
  }

  @Test
  void aPartIsThatOfBoth() {
    assertThat(figures.part("hits", "misses")).isZero();
    figures.add("hits", 3);
    assertThat(figures.part("hits", "misses")).isOne();
    figures.add("misses", 1);
    assertThat(figures.part("hits", "misses")).isEqualTo(0.75);
  }

  @Test
  void aPhaseHasItsThroughputAndNoCpuWhereNobodyTellsIt() {
    PhaseMeter meter =
        new PhaseMeter(
            figures, new Target(Optional.empty(), Optional.empty(), List.of(), List.of()));
    meter.count();
    meter.start();
    meter.count();
    meter.count();
    meter.stop("mget", 100);
    double perSecond = figures.get("mget.per-second").orElseThrow();
    assertThat(perSecond).isPositive();
    assertThat(figures.get("mget.keys-per-second")).hasValue(100 * perSecond);
    assertThat(figures.get("mget.cpu")).isEmpty();
  }

  @Test
  void redisIsUnderstood() {
    assertThat(RedisInfo.parse("# Memory\r\nused_memory:1024\r\nused_memory_human:1.00K\r\n"))
        .containsEntry("used_memory", "1024")
        .hasSize(2);
  }

  @Test
  void aNodeThatDoesNotAnswerIsNamed() {
    assertThatThrownBy(() -> new RedisInfo(List.of("127.0.0.1:1")).usedMemory())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("perf.nodes: 127.0.0.1:1 does not answer as a Redis: ");
  }

  @Test
  void theServicesCpuIsFoundAmongItsMetrics() {
    String metrics = "# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total 12.5\n";
    assertThat(ServiceCpu.parse(metrics)).isEqualTo(12.5);
    assertThatThrownBy(() -> ServiceCpu.parse("other 1")).hasMessageContaining("metrics.url");
  }
}
