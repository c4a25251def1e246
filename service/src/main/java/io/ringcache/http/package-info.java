/** What every request shares: the error body, the request id, the limits. */
@NullMarked
package io.ringcache.http;

import org.jspecify.annotations.NullMarked;
