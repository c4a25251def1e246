/** The contract between the HTTP side and whatever keeps the entries. Knows neither. */
@NullMarked
package io.ringcache.cache;

import org.jspecify.annotations.NullMarked;
