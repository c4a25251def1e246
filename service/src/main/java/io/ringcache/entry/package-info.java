/**
 * The HTTP of entries: what a request says, and the bytes of its answer. Resources are thin; what
 * parses and renders knows no HTTP framework, so that another way in can use it as it is.
 */
@NullMarked
package io.ringcache.entry;

import org.jspecify.annotations.NullMarked;
