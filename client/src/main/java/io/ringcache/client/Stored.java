package io.ringcache.client;

/** A value on its way into the cache. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Stored(String key, byte[] json, StoreOptions options) {}
