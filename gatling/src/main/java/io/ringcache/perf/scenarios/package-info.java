/** What clients do, one class each; each is named as in the report. */
@NullMarked
package io.ringcache.perf.scenarios;

import org.jspecify.annotations.NullMarked;
