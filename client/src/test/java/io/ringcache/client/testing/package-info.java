/** Real services and bad lines for the client's tests. */
@NullMarked
package io.ringcache.client.testing;

import org.jspecify.annotations.NullMarked;
