/** Keys and values: which, how large, in which proportion. */
@NullMarked
package io.ringcache.perf.feeders;

import org.jspecify.annotations.NullMarked;
