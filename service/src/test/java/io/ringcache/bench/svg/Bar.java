package io.ringcache.bench.svg;

/**
 * One line of a chart: a bar in each of its two columns.
 *
 * @param ours whether it stands out
 * @param left not a number for no bar, as {@code right}
 */
public record Bar(String label, boolean ours, double left, double right) {}
