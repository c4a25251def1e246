package io.ringcache.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Of many calls at once. */
final class Stages {

  private Stages() {}

  /** All that they have brought, in their order; fails when all have ended and one has failed. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> stages) {
    return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> stages.stream().map(CompletableFuture::join).toList());
  }

  static CompletableFuture<Long> sum(List<CompletableFuture<Long>> stages) {
    return all(stages).thenApply(sums -> sums.stream().mapToLong(Long::longValue).sum());
  }
}
