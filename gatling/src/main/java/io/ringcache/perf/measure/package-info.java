/** Figures that Gatling does not have: throughput of a phase, CPU, memory. */
@NullMarked
package io.ringcache.perf.measure;

import org.jspecify.annotations.NullMarked;
