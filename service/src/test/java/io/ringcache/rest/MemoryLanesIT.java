package io.ringcache.rest;

/** Both lanes over the memory backend, which answers on the request's own thread. */
final class MemoryLanesIT extends LanesContract {

  MemoryLanesIT() {
    super("../config/embedded.yml");
  }
}
