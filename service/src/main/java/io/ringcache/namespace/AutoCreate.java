package io.ringcache.namespace;

/**
 * Whether a cache call registers a namespace that it names and that is not there.
 *
 * @param limit with how many registered ones that ends, so that a client that makes names up can
 *     not fill the memory
 */
public record AutoCreate(boolean enabled, int limit) {}
