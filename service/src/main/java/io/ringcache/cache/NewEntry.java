package io.ringcache.cache;

/**
 * What is to be stored under a key.
 *
 * @param json the bytes of one JSON value in UTF-8, stored as they are; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewEntry(byte[] json, Ttl ttl, Tags tags) {}
