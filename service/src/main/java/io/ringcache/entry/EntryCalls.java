package io.ringcache.entry;

import io.ringcache.access.Operation;
import io.ringcache.audit.AuditAction;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
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
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
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
  private final Chronicle chronicle;
  private final Executor executor;

  /**
   * Calls on that backend.
   *
   * @param executor bounded; may refuse
   */
  EntryCalls(CacheBackend backend, Chronicle chronicle, Executor executor) {
    this.backend = backend;
    this.conditional = new ConditionalWrite(backend, executor);
    this.chronicle = chronicle;
    this.executor = executor;
  }

  CompletionStage<Answer> get(CacheKey key, List<String> ifNoneMatch, Requester by) {
    CompletionStage<Optional<Entry>> read =
        chronicle.of(
            Operation.GET,
            key.namespace(),
            List.of(key.name()),
            () -> backend.get(key),
            Optional::isPresent);
    return answer(
        held(read, EntryCalls::bytes, by),
        found -> EntryAnswers.got(found, ifNoneMatch, by.requestId()),
        by);
  }

  /**
   * What a {@link #get} answers from, handed over by the thread that completes the call.
   *
   * @throws RuntimeException if the call can not even be made
   */
  void read(CacheKey key, BiConsumer<@Nullable Optional<Entry>, @Nullable Throwable> then) {
    long start = System.nanoTime();
    CompletionStage<Optional<Entry>> unused =
        backend
            .get(key)
            .whenComplete(
                (found, failure) -> {
                  chronicle.read(key, failure == null ? found.isPresent() : null, start);
                  then.accept(found, failure);
                });
  }

  /** As {@link #get}, but counts nothing. The answer has the body that a GET would have. */
  CompletionStage<Answer> peek(CacheKey key, List<String> ifNoneMatch, Requester by) {
    return answer(
        held(backend.peek(key), EntryCalls::bytes, by),
        found -> EntryAnswers.got(found, ifNoneMatch, by.requestId()),
        by);
  }

  CompletionStage<Answer> put(
      CacheKey key, NewEntry entry, WriteCondition condition, Requester by) {
    return answer(
        store(key, entry, condition), result -> EntryAnswers.stored(key, entry, result), by);
  }

  /** What a {@link #put} answers from. */
  CompletionStage<PutResult> store(CacheKey key, NewEntry entry, WriteCondition condition) {
    return chronicle.of(
        Operation.PUT,
        key,
        () ->
            conditional.run(key, condition, precondition -> backend.put(key, entry, precondition)));
  }

  CompletionStage<Answer> delete(CacheKey key, WriteCondition condition, Requester by) {
    return answer(
        chronicle.of(
            Operation.DELETE,
            key,
            () ->
                conditional.run(key, condition, precondition -> backend.delete(key, precondition))),
        wasThere -> EntryAnswers.deleted(wasThere, by.requestId()),
        by);
  }

  CompletionStage<Answer> increment(CacheKey key, Increment increment, Requester by) {
    return answer(
        chronicle.of(Operation.INCR, key, () -> backend.increment(key, increment)),
        value -> EntryAnswers.counted(key, value),
        by);
  }

  CompletionStage<Answer> touch(CacheKey key, Ttl ttl, Requester by) {
    return answer(
        chronicle.of(Operation.TOUCH, key, () -> backend.touch(key, ttl)),
        wasThere -> EntryAnswers.touched(wasThere, ttl, by.requestId()),
        by);
  }

  CompletionStage<Answer> inspect(CacheKey key, Requester by) {
    return answer(
        backend.inspect(key), found -> KeyAnswers.inspected(key, found, by.requestId()), by);
  }

  CompletionStage<Answer> mget(NamespaceName namespace, KeysBody asked, Requester by) {
    Collection<CacheKey> keys = asked.possible();
    return answer(
        held(
            chronicle.of(
                Operation.MGET,
                namespace,
                Chronicle.names(keys),
                () -> backend.getAll(keys),
                result -> BatchAnswers.isHit(asked, result)),
            BatchAnswers::valueBytes,
            by),
        result -> BatchAnswers.got(asked, result),
        by);
  }

  CompletionStage<Answer> mset(
      NamespaceName namespace, Map<CacheKey, NewEntry> entries, Requester by) {
    return answer(
        chronicle.of(Operation.MSET, namespace, entries.keySet(), () -> backend.putAll(entries)),
        result -> BatchAnswers.stored(result, by.requestId()),
        by);
  }

  CompletionStage<Answer> mdelete(
      NamespaceName namespace, Collection<CacheKey> keys, Requester by) {
    return answer(
        chronicle.of(Operation.MDELETE, namespace, keys, () -> backend.deleteAll(keys)),
        result -> BatchAnswers.deleted(result, by.requestId()),
        by);
  }

  CompletionStage<Answer> flush(NamespaceName namespace, Glob pattern, Requester by) {
    return remove(
        Operation.FLUSH,
        AuditAction.CACHE_FLUSH,
        namespace,
        List.of(pattern.toString()),
        "pattern " + pattern,
        () -> backend.flush(namespace, pattern),
        by);
  }

  CompletionStage<Answer> invalidate(NamespaceName namespace, Tags tags, Requester by) {
    return remove(
        Operation.INVALIDATE,
        AuditAction.CACHE_INVALIDATE,
        namespace,
        List.of(),
        "tags " + String.join(", ", tags.names()),
        () -> backend.invalidate(namespace, tags),
        by);
  }

  private CompletionStage<Answer> remove(
      Operation operation,
      AuditAction action,
      NamespaceName namespace,
      List<String> patterns,
      String what,
      Supplier<CompletionStage<FlushResult>> removal,
      Requester by) {
    return answer(
        chronicle.audited(
            action,
            namespace,
            what,
            by,
            chronicle.of(operation, namespace, patterns, removal, result -> null)),
        result -> NamespaceAnswers.flushed(result, by.requestId()),
        by);
  }

  CompletionStage<Answer> list(
      NamespaceName namespace, Glob pattern, Optional<String> cursor, int limit, Requester by) {
    return answer(backend.keys(namespace, pattern, cursor, limit), KeyAnswers::listed, by);
  }

  CompletionStage<Answer> stats(NamespaceName namespace, Requester by) {
    return answer(backend.stats(namespace), NamespaceAnswers::counted, by);
  }

  /**
   * The same, failed where there is no room for the values and the answer that is made of them:
   * counted by the thread that brings them, before they wait for one that makes the answer.
   */
  private static <T> CompletionStage<T> held(
      CompletionStage<T> result, ToLongFunction<T> valueBytes, Requester by) {
    return result.thenApply(
        value -> {
          if (by.holding().take(2 * valueBytes.applyAsLong(value))) {
            return value;
          }
          throw new ApiException(ErrorCode.OVERLOADED);
        });
  }

  private static long bytes(Optional<Entry> found) {
    return found.isPresent() ? found.get().json().length : 0;
  }

  private <T> CompletionStage<Answer> answer(
      CompletionStage<T> result, Function<T, Answer> success, Requester by) {
    BiFunction<T, @Nullable Throwable, Answer> render =
        (value, failure) -> failure == null ? success.apply(value) : failed(failure, by);
    // What the memory backend knows at once needs no other thread.
    CompletionStage<Answer> answer =
        result.toCompletableFuture().isDone()
            ? result.handle(render)
            : result.handleAsync(render, executor);
    return answer.exceptionally(failure -> failed(failure, by));
  }

  /** What a call answers that failed so. */
  static Answer failed(Throwable failure, Requester by) {
    ApiException error =
        isRefusal(failure) || isRefusal(failure.getCause())
            ? new ApiException(ErrorCode.OVERLOADED)
            : ErrorTranslator.translate(failure, by.requestId());
    return Answer.of(ErrorBody.of(error.code(), error.detail()), by.requestId());
  }

  private static boolean isRefusal(@Nullable Throwable failure) {
    return failure instanceof RejectedExecutionException;
  }
}
