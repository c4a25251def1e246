package io.ringcache.cache.memcached;

/** A tag of an entry and its epoch when the entry was stored: with another it is dead. */
record TagEpoch(String tag, Stamp epoch) {}
