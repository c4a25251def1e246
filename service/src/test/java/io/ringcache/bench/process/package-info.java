/** What the processes that are measured cost, as Linux counts it. */
@NullMarked
package io.ringcache.bench.process;

import org.jspecify.annotations.NullMarked;
