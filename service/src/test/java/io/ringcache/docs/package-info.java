/** What is written beside the code, README and manual, is held against what there is. */
@NullMarked
package io.ringcache.docs;

import org.jspecify.annotations.NullMarked;
