package io.ringcache.perf.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ringcache.perf.measure.FigureNames;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.settings.Load;
import io.ringcache.perf.settings.Settings;
import io.ringcache.perf.settings.WrongSetting;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CapacityTest {

  private final Figures figures = new Figures();

  @Test
  void ratesAreTheStatedPartOfWhatWasMeasured() {
    figures.set(FigureNames.perSecond(FigureNames.READ), 10_000);
    assertThat(new Capacity(figures, load("fraction", "0.4")).reads()).isEqualTo(4_000);
  }

  @Test
  void aRateThatIsGivenWins() {
    figures.set(FigureNames.perSecond(FigureNames.READ), 10_000);
    assertThat(new Capacity(figures, load("rate.read", "123")).reads()).isEqualTo(123);
  }

  @Test
  void aMixTakesTheTimeOfItsParts() {
    figures.set(FigureNames.perSecond(FigureNames.READ), 22_000);
    figures.set(FigureNames.perSecond(FigureNames.WRITE), 2_000);
    double perSecond = new Capacity(figures, load("fraction", "1")).mixed();
    // ten reads of 1/22,000 s and a write of 1/2,000 s: eleven in 0.954 ms
    assertThat(perSecond).isCloseTo(11 / (10 / 22_000.0 + 1 / 2_000.0), within(0.001));
  }

  @Test
  void withoutAMeasurementTheRateHasToBeGiven() {
    Capacity capacity = new Capacity(figures, load("fraction", "1"));
    assertThatThrownBy(capacity::writes)
        .isInstanceOf(WrongSetting.class)
        .hasMessage("perf.rate.write: no capacity was measured in this run; say how many a second");
  }

  private static Load load(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty("perf." + name, value);
    return Settings.of(properties).load();
  }
}
