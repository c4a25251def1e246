package io.ringcache.namespace;

/**
 * What the database holds after a write.
 *
 * @param created whether the name was free before
 */
public record Stored(Namespace namespace, boolean created) {}
