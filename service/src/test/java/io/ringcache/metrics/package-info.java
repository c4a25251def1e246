/** Tests of what is measured, against real servers. */
@NullMarked
package io.ringcache.metrics;

import org.jspecify.annotations.NullMarked;
