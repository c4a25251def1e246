/**
 * The Java client of Ringcache: cache-aside, and every call on entries. Start with {@link
 * io.ringcache.client.Ringcache}.
 */
@NullMarked
package io.ringcache.client;

import org.jspecify.annotations.NullMarked;
