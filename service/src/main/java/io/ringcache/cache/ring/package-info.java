/** Spreads entries over nodes: the hash ring, and the backend that routes by it. */
@NullMarked
package io.ringcache.cache.ring;

import org.jspecify.annotations.NullMarked;
