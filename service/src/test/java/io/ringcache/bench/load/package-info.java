/** Requests, and two ways to send many: as many as go through, and as many as are due. */
@NullMarked
package io.ringcache.bench.load;

import org.jspecify.annotations.NullMarked;
