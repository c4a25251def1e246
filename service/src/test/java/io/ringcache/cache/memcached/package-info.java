@NullMarked
package io.ringcache.cache.memcached;

import org.jspecify.annotations.NullMarked;
