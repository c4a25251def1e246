/** Tests of the page for people, in a real browser. */
@NullMarked
package io.ringcache.ui;

import org.jspecify.annotations.NullMarked;
