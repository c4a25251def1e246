package io.ringcache.history;

import static io.ringcache.history.Violation.Kind.REPLACED;
import static io.ringcache.history.Violation.Kind.UNKNOWN_VALUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.Backends;
import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Entry;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.TestNamespaces;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients write down of a good cache is found to be right, and of a bad one wrong. */
@Timeout(60)
class HistoryTest {

  private static final Duration TIME = Duration.ofMillis(200);

  /** Calls that a bad cache answers without doing anything. */
  private enum Pretended {
    PUT("put"),
    DELETE("delete"),
    DELETE_ALL("deleteAll"),
    FLUSH("flush"),
    INVALIDATE("invalidate");

    private final String method;

    Pretended(String method) {
      this.method = method;
    }

    private Object answer(Object[] args) {
      return switch (this) {
        case PUT -> new PutResult(false, 1);
        case DELETE -> true;
        case DELETE_ALL ->
            new BatchResult<>(
                ((Collection<?>) args[0])
                    .stream().collect(Collectors.toMap(CacheKey.class::cast, key -> true)),
                Map.of());
        case FLUSH, INVALIDATE -> new FlushResult(0, List.of());
      };
    }
  }

  /** What becomes of a call. */
  private interface Calls {
    Object answer(CacheBackend real, Method method, Object[] args) throws Exception;
  }

  @Test
  void nothingIsWrongWithACacheThatDoesWhatItSays() {
    assertThat(violations((real, method, args) -> method.invoke(real, args))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCacheThatPretendsAChangeIsFoundOut(Pretended pretended) {
    assertThat(
            violations(
                (real, method, args) ->
                    method.getName().equals(pretended.method)
                        ? CompletableFuture.completedFuture(pretended.answer(args))
                        : method.invoke(real, args)))
        .extracting(Violation::kind)
        .isNotEmpty()
        .isSubsetOf(REPLACED, UNKNOWN_VALUE); // this one where it was replaced in a part before
  }

  @Test
  void aCacheThatShowsAnOldValueNowAndThenIsFoundOut() {
    Map<Object, CompletionStage<?>> old = new ConcurrentHashMap<>();
    AtomicInteger gets = new AtomicInteger();
    assertThat(
            violations(
                (real, method, args) -> {
                  if (!method.getName().equals("get")) {
                    return method.invoke(real, args);
                  }
                  CompletionStage<?> now = (CompletionStage<?>) method.invoke(real, args);
                  if (isPresent(now)) {
                    old.putIfAbsent(args[0], now);
                  }
                  return gets.incrementAndGet() % 100 == 0 ? old.getOrDefault(args[0], now) : now;
                }))
        .extracting(Violation::kind)
        .isNotEmpty()
        .isSubsetOf(REPLACED, UNKNOWN_VALUE); // this one where it was replaced in a part before
  }

  private static boolean isPresent(CompletionStage<?> read) {
    return ((Optional<?>) read.toCompletableFuture().join())
        .filter(Entry.class::isInstance)
        .isPresent();
  }

  private static List<Violation> violations(Calls calls) {
    try (CacheBackend real =
            Backends.build(Map.of("type", "memory"), TestNamespaces.of(History.NAMESPACE));
        CacheBackend called =
            (CacheBackend)
                Proxy.newProxyInstance(
                    CacheBackend.class.getClassLoader(),
                    new Class<?>[] {CacheBackend.class},
                    (proxy, method, args) -> calls.answer(real, method, args));
        History history = History.of(List.of(called, called), 1)) {
      List<Violation> violations = new ArrayList<>();
      while (history.tally().hits() < 2000 || history.tally().changes() < 2000) {
        violations.addAll(history.goOn(TIME));
      }
      return violations;
    }
  }
}
