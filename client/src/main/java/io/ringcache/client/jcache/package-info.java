/**
 * JCache 1.1 on Ringcache. An application meets it through {@code javax.cache.Caching}, and Spring
 * through its {@code JCacheCacheManager}.
 */
@NullMarked
package io.ringcache.client.jcache;

import org.jspecify.annotations.NullMarked;
