/** The page for people who look after the cache, and those who work with it. */
@NullMarked
package io.ringcache.ui;

import org.jspecify.annotations.NullMarked;
