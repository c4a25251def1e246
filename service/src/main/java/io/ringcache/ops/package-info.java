/** What those on call ask of a running service: whether it is well. */
@NullMarked
package io.ringcache.ops;

import org.jspecify.annotations.NullMarked;
