/** What is measured of the service, and how it is shown: to Prometheus and to Graphite. */
@NullMarked
package io.ringcache.metrics;

import org.jspecify.annotations.NullMarked;
