/** What make perf runs: starts what is needed, runs the simulations, judges, and stops it all. */
@NullMarked
package io.ringcache.perf.launch;

import org.jspecify.annotations.NullMarked;
