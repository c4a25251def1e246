package io.ringcache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.access.AccessLogs;
import io.ringcache.audit.AuditTrails;
import io.ringcache.auth.Caller;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import io.ringcache.http.Holding;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EntryCallsTest {

  private static final CacheKey KEY = CacheKey.of(new NamespaceName("ns"), "a");

  private static final Requester BY = new Requester(Caller.ANONYMOUS, "r", Holding.UNCOUNTED);

  private final CompletableFuture<Object> result = new CompletableFuture<>();
  private final Queue<Runnable> handedOver = new ArrayDeque<>();

  @Test
  void anAnswerIsMadeOnTheExecutorAndNotWhereTheBackendCompletes() {
    CompletableFuture<Answer> answer = delete(handedOver::add);

    result.complete(true);

    assertThat(answer).isNotDone();
    handedOver.remove().run();
    assertThat(answer.join().status()).isEqualTo(200);
  }

  @Test
  void aFailureIsHandedOverToo() {
    CompletableFuture<Answer> answer = delete(handedOver::add);

    result.completeExceptionally(new CacheException.NodeTimeout("n1", 500));

    assertThat(answer).isNotDone();
    handedOver.remove().run();
    assertThat(answer.join().status()).isEqualTo(504);
  }

  @Test
  void whatTheBackendKnowsAtOnceNeedsNoOtherThread() {
    result.complete(false);

    assertThat(delete(handedOver::add).join().status()).isEqualTo(404);
    assertThat(handedOver).isEmpty();
  }

  @Test
  void aFailureThatADependentStageWrapsIsSeenThrough() {
    result.completeExceptionally(
        new CompletionException(new CacheException.StorageFull("no room")));

    assertThat(delete(handedOver::add).join().status()).isEqualTo(507);
  }

  @Test
  void whereTheExecutorIsFullTheServiceIsOverloaded() {
    CompletableFuture<Answer> answer =
        delete(
            task -> {
              throw new RejectedExecutionException();
            });

    result.complete(true);

    assertThat(answer.join().status()).isEqualTo(503);
    assertThat(answer.join().body()).asString(StandardCharsets.UTF_8).contains("\"overloaded\"");
  }

  @Test
  void aConditionThatDoesNotHoldIsAnswered() {
    result.complete(Optional.empty());
    WriteCondition condition = WriteCondition.of(List.of("*"), List.of());

    Answer answer = calls(handedOver::add).delete(KEY, condition, BY).toCompletableFuture().join();

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.body())
        .asString(StandardCharsets.UTF_8)
        .contains("\"precondition_failed\"", "\"Precondition failed\"");
  }

  @Test
  void aCursorThatWasNeverGivenOutIsABadParameter() {
    result.completeExceptionally(
        new InvalidInputException(InvalidInputException.Field.CURSOR, "no such cursor"));

    Answer answer =
        calls(handedOver::add)
            .list(KEY.namespace(), Glob.ALL, Optional.of("x"), 100, BY)
            .toCompletableFuture()
            .join();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .asString(StandardCharsets.UTF_8)
        .contains("\"invalid_parameter\"", "no such cursor");
  }

  @Test
  void anInvalidationThatMissedANodeIsNotCompleted() {
    result.complete(new FlushResult(3, List.of("n2")));

    Answer answer =
        calls(handedOver::add)
            .invalidate(KEY.namespace(), new Tags(List.of("t")), BY)
            .toCompletableFuture()
            .join();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .asString(StandardCharsets.UTF_8)
        .contains("\"deleted_count\":3,\"failed_nodes\":[\"n2\"]");
  }

  private CompletableFuture<Answer> delete(Executor executor) {
    return calls(executor).delete(KEY, WriteCondition.NONE, BY).toCompletableFuture();
  }

  private EntryCalls calls(Executor executor) {
    return new EntryCalls(
        backend(), new Chronicle(AccessLogs.silent(), AuditTrails.unread()), executor);
  }

  /** Says the one result, whatever it is asked. */
  private CacheBackend backend() {
    return (CacheBackend)
        Proxy.newProxyInstance(
            CacheBackend.class.getClassLoader(),
            new Class<?>[] {CacheBackend.class},
            (proxy, method, arguments) -> result);
  }
}
