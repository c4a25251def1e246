@NullMarked
package io.ringcache.client.jcache;

import org.jspecify.annotations.NullMarked;
