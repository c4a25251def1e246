/**
 * The commands for those who use a cache: clients of the REST API, and what a ring places where.
 */
@NullMarked
package io.ringcache.cli;

import org.jspecify.annotations.NullMarked;
