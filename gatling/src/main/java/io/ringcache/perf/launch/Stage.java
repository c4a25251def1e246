package io.ringcache.perf.launch;

import io.gatling.javaapi.core.Simulation;
import io.ringcache.perf.LatencySimulation;
import io.ringcache.perf.SaturationSimulation;
import io.ringcache.perf.SoakSimulation;
import io.ringcache.perf.objectives.Objective;
import io.ringcache.perf.objectives.Objectives;
import io.ringcache.perf.settings.Profile;
import java.util.List;
import java.util.function.Function;

/**
 * A simulation, and what it is held against.
 *
 * @param simulation its class, which Gatling loads
 */
record Stage(
    Class<? extends Simulation> simulation, Function<Objectives, List<Objective>> objectives) {

  private static final Stage SATURATION =
      new Stage(SaturationSimulation.class, Objectives::saturation);
  private static final Stage LATENCY = new Stage(LatencySimulation.class, Objectives::latency);
  private static final Stage SOAK = new Stage(SoakSimulation.class, Objectives::soak);

  /** Those of a profile, in their order: the first finds the rates for the second. */
  static List<Stage> of(Profile profile) {
    return switch (profile) {
      case SMOKE, BASELINE -> List.of(SATURATION, LATENCY);
      case CAPACITY -> List.of(SATURATION);
      case SOAK -> List.of(SATURATION, SOAK);
    };
  }

  String name() {
    return simulation.getSimpleName();
  }
}
