/** The servers that are compared, each as a child process with what it needs. */
@NullMarked
package io.ringcache.bench.peer;

import org.jspecify.annotations.NullMarked;
