/** Real and misbehaving servers for tests. Nothing here is part of the service. */
@NullMarked
package io.ringcache.testing;

import org.jspecify.annotations.NullMarked;
