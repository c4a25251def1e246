/**
 * The customer's performance table as simulations; README.md of this module says how to run them.
 */
@NullMarked
package io.ringcache.perf;

import org.jspecify.annotations.NullMarked;
