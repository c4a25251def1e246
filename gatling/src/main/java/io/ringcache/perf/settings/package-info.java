/** What a run is to do, from perf.properties and -D. */
@NullMarked
package io.ringcache.perf.settings;

import org.jspecify.annotations.NullMarked;
