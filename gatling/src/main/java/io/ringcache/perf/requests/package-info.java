/** The calls of the API, each with the answers that are right. */
@NullMarked
package io.ringcache.perf.requests;

import org.jspecify.annotations.NullMarked;
