package io.ringcache.perf.settings;

/** What is judged, and not only told; perf.properties has the meanings. */
public record Judging(boolean latencies, boolean throughput, double readCores, double writeCores) {}
