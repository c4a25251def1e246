package io.ringcache.perf;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.ringcache.perf.measure.Figures;
import io.ringcache.perf.profiles.Injection;
import io.ringcache.perf.requests.Connections;
import io.ringcache.perf.settings.RunDirectory;
import io.ringcache.perf.settings.Settings;
import java.time.Duration;

/** What all simulations have: the settings, the figures of the run so far, the target. */
record Bench(Settings settings, RunDirectory directory, Figures figures) {

  /** That of this JVM. */
  static Bench current() {
    RunDirectory directory = RunDirectory.current(System.getProperties());
    return new Bench(Settings.current(), directory, Figures.in(directory.measurements()));
  }

  /** The connections of the open model. */
  HttpProtocolBuilder protocol() {
    return Connections.shared(settings.target(), Connections.apiKey());
  }

  /** As {@link Injection#closed}; each has its own connection. */
  PopulationBuilder closed(String name, ChainBuilder chain, int users, Duration duration) {
    return Injection.closed(name, chain, users, duration)
        .protocols(Connections.own(settings.target(), Connections.apiKey()));
  }

  /** For the simulations after this one, and the summary. */
  void store() {
    figures.store(directory.measurements());
  }
}
