/** Programs that measure, run by {@code make bench}; their figures are in docs/benchmarks.md. */
@NullMarked
package io.ringcache.bench;

import org.jspecify.annotations.NullMarked;
