package io.ringcache.perf.settings;

import java.time.Duration;
import java.util.OptionalDouble;

/** How long and how fast; perf.properties has the meanings. */
public record Load(
    Duration phase,
    Duration warmUp,
    Duration soak,
    int users,
    int batchUsers,
    int concurrentUsers,
    double fraction,
    int readsPerWrite,
    double largeRate,
    OptionalDouble readRate,
    OptionalDouble writeRate,
    OptionalDouble mgetRate,
    OptionalDouble msetRate) {}
