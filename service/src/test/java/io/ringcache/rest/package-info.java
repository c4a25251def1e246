/** The REST contract, run against the real application over each backend. */
@NullMarked
package io.ringcache.rest;

import org.jspecify.annotations.NullMarked;
