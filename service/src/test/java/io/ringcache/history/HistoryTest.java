package io.ringcache.history;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients write down of a good cache is found to be right, and of a bad one wrong. */
class HistoryTest {

  private static final Duration TIME = Duration.ofMillis(400);

  /** Calls that a bad cache answers without doing anything. */
  private enum Pretended {
    PUT("put", args -> new PutResult(false, 1)),
    DELETE("delete", args -> true),
    DELETE_ALL("deleteAll", args -> new BatchResult<>(each((Collection<?>) args[0]), Map.of())),
    FLUSH("flush", args -> new FlushResult(0, List.of())),
    INVALIDATE("invalidate", args -> new FlushResult(0, List.of()));

    private final String method;
    private final Function<Object[], Object> answer;

    Pretended(String method, Function<Object[], Object> answer) {
      this.method = method;
      this.answer = answer;
    }

    private static Map<CacheKey, Boolean> each(Collection<?> keys) {
      return keys.stream().collect(Collectors.toMap(CacheKey.class::cast, key -> true));
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
                        ? CompletableFuture.completedFuture(pretended.answer.apply(args))
                        : method.invoke(real, args)))
        .extracting(Violation::kind)
        .containsOnly(Violation.Kind.REPLACED);
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
                  return gets.incrementAndGet() % 1000 == 0 ? old.getOrDefault(args[0], now) : now;
                }))
        .extracting(Violation::kind)
        .containsOnly(Violation.Kind.REPLACED);
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
      List<Violation> violations = history.goOn(TIME);
      assertThat(history.tally().hits()).isGreaterThan(1000);
      assertThat(history.tally().changes()).isGreaterThan(1000);
      return violations;
    }
  }
}
