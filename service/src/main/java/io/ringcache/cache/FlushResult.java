package io.ringcache.cache;

import java.util.List;

/**
 * What came of a flush.
 *
 * @param deleted how many live entries were removed
 * @param failedNodes the names of the nodes that could not be flushed, empty where all were
 */
public record FlushResult(long deleted, List<String> failedNodes) {}
