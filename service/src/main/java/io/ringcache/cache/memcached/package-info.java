/**
 * Entries on Memcached nodes. A node keeps values by key and nothing else, so what the contract
 * wants besides is in the value (an envelope), in keys of our own beside it (generations, epochs of
 * tags, counters) and in the node's list of its keys (metadump).
 */
@NullMarked
package io.ringcache.cache.memcached;

import org.jspecify.annotations.NullMarked;
