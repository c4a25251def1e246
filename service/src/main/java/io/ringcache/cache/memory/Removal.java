package io.ringcache.cache.memory;

import io.ringcache.cache.FlushResult;
import java.util.concurrent.CompletionStage;

/** Takes many entries out of a segment, a step at a time, each by the same thread. */
sealed interface Removal permits Flush, Invalidation {

  CompletionStage<FlushResult> result();

  /** Does the next step; whether there are more to do. */
  boolean step();

  /** Ends it before its time. */
  void abandon();
}
