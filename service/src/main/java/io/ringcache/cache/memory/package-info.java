/** Keeps the entries in this process: the embedded default, and the contract's reference. */
@NullMarked
package io.ringcache.cache.memory;

import org.jspecify.annotations.NullMarked;
