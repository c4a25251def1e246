@NullMarked
package io.ringcache.cache.redis;

import org.jspecify.annotations.NullMarked;
