/** Namespaces: their settings, the registry that every cache call asks, their resource. */
@NullMarked
package io.ringcache.namespace;

import org.jspecify.annotations.NullMarked;
