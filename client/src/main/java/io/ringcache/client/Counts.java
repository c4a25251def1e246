package io.ringcache.client;

/**
 * What this client has done since it was made.
 *
 * @param hits keys of reads that were there
 * @param misses keys of reads that were not
 * @param loads calls of loaders that answered
 * @param loadFailures calls of loaders that threw
 * @param fallbacks keys that the cache could not be asked for, and a loader was
 * @param notStored keys whose loaded values could not be stored
 */
public record Counts(
    long hits, long misses, long loads, long loadFailures, long fallbacks, long notStored) {}
