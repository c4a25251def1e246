/** The access log: what was asked of each namespace, how it went and how long it took. */
@NullMarked
package io.ringcache.access;

import org.jspecify.annotations.NullMarked;
