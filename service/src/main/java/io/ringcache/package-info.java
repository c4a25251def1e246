/** The application: its main class, which wires everything, and its configuration. */
@NullMarked
package io.ringcache;

import org.jspecify.annotations.NullMarked;
