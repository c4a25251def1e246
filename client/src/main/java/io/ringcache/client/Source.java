package io.ringcache.client;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A loader of any kind. */
interface Source<T> {

  /** The values of those keys that have one. */
  CompletionStage<? extends Map<String, T>> load(Set<String> keys);
}
