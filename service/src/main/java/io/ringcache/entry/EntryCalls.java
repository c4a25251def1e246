package io.ringcache.entry;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorBody;
import io.ringcache.http.ErrorCode;
import io.ringcache.http.ErrorTranslator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls on a backend with their answers, whichever server asks. Thread-safe, does not block.
 * The stages do not fail: what went wrong is an answer too.
 *
 * <p>A backend completes on a thread that serves a whole node; the answer is made, and whatever is
 * chained to it runs, on the executor. Only where that refuses it is the 503 told on the backend's
 * own thread.
 */
final class EntryCalls {

  private final CacheBackend backend;
  private final ConditionalWrite conditional;
  private final Executor executor;

  /**
   * Calls on that backend.
   *
   * @param executor bounded; may refuse
   */
  EntryCalls(CacheBackend backend, Executor executor) {
    this.backend = backend;
    this.conditional = new ConditionalWrite(backend, executor);
    this.executor = executor;
  }

  CompletionStage<Answer> get(CacheKey key, List<String> ifNoneMatch, String requestId) {
    return answer(
        backend.get(key), found -> EntryAnswers.got(found, ifNoneMatch, requestId), requestId);
  }

  /** As {@link #get}, but counts nothing. The answer has the body that a GET would have. */
  CompletionStage<Answer> peek(CacheKey key, List<String> ifNoneMatch, String requestId) {
    return answer(
        backend.peek(key), found -> EntryAnswers.got(found, ifNoneMatch, requestId), requestId);
  }

  CompletionStage<Answer> put(
      CacheKey key, NewEntry entry, WriteCondition condition, String requestId) {
    return answer(
        conditional.run(key, condition, precondition -> backend.put(key, entry, precondition)),
        result -> EntryAnswers.stored(key, entry, result),
        requestId);
  }

  CompletionStage<Answer> delete(CacheKey key, WriteCondition condition, String requestId) {
    return answer(
        conditional.run(key, condition, precondition -> backend.delete(key, precondition)),
        wasThere -> EntryAnswers.deleted(wasThere, requestId),
        requestId);
  }

  CompletionStage<Answer> increment(CacheKey key, Increment increment, String requestId) {
    return answer(
        backend.increment(key, increment), value -> EntryAnswers.counted(key, value), requestId);
  }

  CompletionStage<Answer> touch(CacheKey key, Ttl ttl, String requestId) {
    return answer(
        backend.touch(key, ttl),
        wasThere -> EntryAnswers.touched(wasThere, ttl, requestId),
        requestId);
  }

  CompletionStage<Answer> inspect(CacheKey key, String requestId) {
    return answer(
        backend.inspect(key), found -> KeyAnswers.inspected(key, found, requestId), requestId);
  }

  CompletionStage<Answer> mget(KeysBody asked, String requestId) {
    return answer(
        backend.getAll(asked.possible()), result -> BatchAnswers.got(asked, result), requestId);
  }

  CompletionStage<Answer> mset(Map<CacheKey, NewEntry> entries, String requestId) {
    return answer(
        backend.putAll(entries), result -> BatchAnswers.stored(result, requestId), requestId);
  }

  CompletionStage<Answer> mdelete(Collection<CacheKey> keys, String requestId) {
    return answer(
        backend.deleteAll(keys), result -> BatchAnswers.deleted(result, requestId), requestId);
  }

  CompletionStage<Answer> flush(NamespaceName namespace, Glob pattern, String requestId) {
    return answer(
        backend.flush(namespace, pattern),
        result -> NamespaceAnswers.flushed(result, requestId),
        requestId);
  }

  CompletionStage<Answer> invalidate(NamespaceName namespace, Tags tags, String requestId) {
    return answer(
        backend.invalidate(namespace, tags),
        result -> NamespaceAnswers.flushed(result, requestId),
        requestId);
  }

  CompletionStage<Answer> list(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit, String requestId) {
    return answer(backend.keys(namespace, pattern, cursor, limit), KeyAnswers::listed, requestId);
  }

  CompletionStage<Answer> stats(NamespaceName namespace, String requestId) {
    return answer(backend.stats(namespace), NamespaceAnswers::counted, requestId);
  }

  private <T> CompletionStage<Answer> answer(
      CompletionStage<T> result, Function<T, Answer> success, String requestId) {
    BiFunction<T, @Nullable Throwable, Answer> render =
        (value, failure) -> failure == null ? success.apply(value) : failed(failure, requestId);
    // What the memory backend knows at once needs no other thread.
    CompletionStage<Answer> answer =
        result.toCompletableFuture().isDone()
            ? result.handle(render)
            : result.handleAsync(render, executor);
    return answer.exceptionally(failure -> failed(failure, requestId));
  }

  private static Answer failed(Throwable failure, String requestId) {
    ApiException error =
        failure.getCause() instanceof RejectedExecutionException
            ? new ApiException(ErrorCode.OVERLOADED)
            : ErrorTranslator.translate(failure, requestId);
    return Answer.of(ErrorBody.of(error.code(), error.detail()), requestId);
  }
}
