/** What came out: in Markdown, as JUnit's XML, and what it was measured on. */
@NullMarked
package io.ringcache.perf.report;

import org.jspecify.annotations.NullMarked;
