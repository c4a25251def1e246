/**
 * Entries on Redis nodes, through Jedis. A node's connection has one owner thread that sends what
 * is queued and reads what arrives, so that requests of many callers share its system calls; writes
 * are scripts (in the resources, under this package's name), so that an entry and its accounting
 * change as one.
 */
@NullMarked
package io.ringcache.cache.redis;

import org.jspecify.annotations.NullMarked;
