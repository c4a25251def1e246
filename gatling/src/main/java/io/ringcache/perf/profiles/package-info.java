/** How many do it, how often, and what follows what. */
@NullMarked
package io.ringcache.perf.profiles;

import org.jspecify.annotations.NullMarked;
