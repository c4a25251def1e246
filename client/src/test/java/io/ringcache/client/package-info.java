@NullMarked
package io.ringcache.client;

import org.jspecify.annotations.NullMarked;
