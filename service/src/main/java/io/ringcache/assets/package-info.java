/** Files of the jar's that are served as they are. */
@NullMarked
package io.ringcache.assets;

import org.jspecify.annotations.NullMarked;
