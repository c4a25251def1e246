package io.ringcache.client;

/**
 * What a write did.
 *
 * @param created false: there was a value before
 * @param etag of the value now
 */
public record Written(boolean created, String etag) {}
