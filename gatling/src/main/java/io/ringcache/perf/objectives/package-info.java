/** What has to hold, and the figures that it is held against. */
@NullMarked
package io.ringcache.perf.objectives;

import org.jspecify.annotations.NullMarked;
