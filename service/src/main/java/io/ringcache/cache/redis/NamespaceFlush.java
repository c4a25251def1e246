package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One flush of a namespace on a node. Walks the index a page at a time, matches here, and removes
 * in calls of a few milliseconds, each after the answer to the last, so that other clients' calls
 * come in between.
 *
 * <p>Removes what was stored before it began, by the node's clock. An entry whose expiry is changed
 * meanwhile moves in the index, perhaps to a place already passed: so it walks again until a whole
 * walk finds nothing to remove.
 */
final class NamespaceFlush {

  private static final int PAGE = 500;

  private final RedisCrew crew;
  private final KnownBytes known;
  private final NamespaceName namespace;
  private final Glob pattern;
  private final CompletableFuture<Long> done = new CompletableFuture<>();

  // Touched by one callback at a time: each step begins when the one before has ended.
  private @Nullable String cutoff;
  private IndexPage.Place place = IndexPage.Place.START;
  private boolean lastPage;
  private List<byte[]> doomed = List.of();
  private long deletedInWalk;
  private long deleted;

  NamespaceFlush(RedisCrew crew, KnownBytes known, NamespaceName namespace, Glob pattern) {
    this.crew = crew;
    this.known = known;
    this.namespace = namespace;
    this.pattern = pattern;
  }

  /** Starts; how many live entries were removed. */
  CompletionStage<Long> run() {
    nextPage();
    return done;
  }

  private void nextPage() {
    crew.submit(IndexPage.call(namespace, place, PAGE, crew.deadline()))
        .whenComplete(
            (page, failure) ->
                then(
                    failure,
                    () -> {
                      note(page);
                      removeDoomed();
                    }));
  }

  /** Notes the matching keys, and the place where the next page begins. */
  private void note(IndexPage page) {
    if (cutoff == null) {
      cutoff = Long.toString(page.nowMicros());
    }
    lastPage = page.isLast();
    if (!lastPage) {
      place = page.end();
    }
    doomed =
        page.pairs().stream()
            .map(IndexPage.Place::key)
            .filter(pattern::matches)
            .map(key -> key.getBytes(UTF_8))
            .toList();
  }

  private void removeDoomed() {
    if (doomed.isEmpty()) {
      endPage();
      return;
    }
    int size = Math.min(ExpirySweep.ENTRIES_PER_CALL, doomed.size());
    List<byte[]> now = doomed.subList(0, size);
    doomed = doomed.subList(size, doomed.size());
    crew.submit(
            EntryRemoval.call(namespace, now, cutoff == null ? "" : cutoff, known, crew.deadline()))
        .whenComplete(
            (removed, failure) ->
                then(
                    failure,
                    () -> {
                      deletedInWalk += removed.stream().filter(live -> live).count();
                      removeDoomed();
                    }));
  }

  private void endPage() {
    if (!lastPage) {
      nextPage();
    } else if (deletedInWalk > 0) {
      deleted += deletedInWalk;
      deletedInWalk = 0;
      place = IndexPage.Place.START;
      nextPage();
    } else {
      done.complete(deleted);
    }
  }

  private void then(@Nullable Throwable failure, Runnable step) {
    if (failure != null) {
      done.completeExceptionally(failure);
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }
}
