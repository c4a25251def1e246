/** Who calls, and what they may: authentication in front of every request, rights in each call. */
@NullMarked
package io.ringcache.auth;

import org.jspecify.annotations.NullMarked;
