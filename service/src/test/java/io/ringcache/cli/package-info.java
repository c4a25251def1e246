@NullMarked
package io.ringcache.cli;

import org.jspecify.annotations.NullMarked;
