package io.ringcache.rest;

/** The contract over the memory backend, as {@code make run} serves it. */
final class MemoryRestIT extends RestContract {

  MemoryRestIT() {
    super("../config/embedded.yml");
  }
}
