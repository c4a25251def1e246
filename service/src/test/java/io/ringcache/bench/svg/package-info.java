/** Charts as text, without a library. */
@NullMarked
package io.ringcache.bench.svg;

import org.jspecify.annotations.NullMarked;
