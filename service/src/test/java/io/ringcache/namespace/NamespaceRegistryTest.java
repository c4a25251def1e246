package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceRegistryTest {

  private static final Instant NOW = Instant.parse("2024-01-01T00:00:00.123Z");
  private static final NamespaceName USERS = new NamespaceName("users");

  private final InMemoryNamespaceStore store = new InMemoryNamespaceStore(() -> NOW.plusNanos(999));
  private final NamespaceRegistry strict =
      NamespaceRegistry.of(store, NamespaceRegistry.AutoCreate.OFF);

  @Test
  void aNewNamespaceGetsTheDefaultsForWhatIsLeftOut() {
    NamespaceStore.Stored stored = strict.put(USERS, NamespaceSettings.NONE_GIVEN);
    assertThat(stored.created()).isTrue();
    assertThat(stored.namespace())
        .isEqualTo(new Namespace(USERS, new Ttl(3600), 100, EvictionPolicy.LRU, NOW));
    assertThat(strict.find(USERS)).contains(stored.namespace());
    assertThat(strict.forCacheCall("users")).isEqualTo(stored.namespace());
  }

  @Test
  void aChangeLeavesWhatIsLeftOut() {
    strict.put(USERS, new NamespaceSettings(Ttl.FOREVER, 7, EvictionPolicy.FIFO));
    NamespaceStore.Stored stored =
        strict.put(USERS, new NamespaceSettings(null, 8, EvictionPolicy.NONE));
    assertThat(stored.created()).isFalse();
    assertThat(stored.namespace())
        .isEqualTo(new Namespace(USERS, Ttl.FOREVER, 8, EvictionPolicy.NONE, NOW));
    assertThat(strict.list()).containsExactly(stored.namespace());
  }

  @Test
  void whatTheStoreHoldsIsThereFromTheStart() {
    strict.put(USERS, NamespaceSettings.NONE_GIVEN);
    assertThat(NamespaceRegistry.of(store, NamespaceRegistry.AutoCreate.OFF).list())
        .isEqualTo(strict.list());
  }

  @Test
  void theListIsInOrderOfNames() {
    List.of("b", "a.1", "A", "a")
        .forEach(name -> strict.put(new NamespaceName(name), NamespaceSettings.NONE_GIVEN));
    assertThat(strict.list())
        .extracting(namespace -> namespace.name().value())
        .containsExactly("A", "a", "a.1", "b");
  }

  @Test
  void aCacheCallDoesNotRegisterWhereThatIsOff() {
    assertRefused(ErrorCode.INVALID_NAMESPACE, () -> strict.forCacheCall("users"));
    assertThat(strict.list()).isEmpty();
  }

  @Test
  void anAdministratorsCallRegistersNothingEvenWhereThatIsOn() {
    NamespaceRegistry lenient = creating(10);
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> lenient.registered("users"));
    assertThat(lenient.list()).isEmpty();
    NamespaceStore.Stored stored = lenient.put(USERS, NamespaceSettings.NONE_GIVEN);
    assertThat(lenient.registered("users")).isEqualTo(stored.namespace());
  }

  @Test
  void aCacheCallRegistersWhereThatIsOn() {
    NamespaceRegistry lenient = creating(10);
    assertThat(lenient.forCacheCall("users").maxSizeMb()).isEqualTo(100);
    assertThat(lenient.forCacheCall("users")).isSameAs(lenient.find(USERS).orElseThrow());
    assertThat(store.all()).hasSize(1);
  }

  @Test
  void registeringUnaskedEndsAtTheLimitAndAskedDoesNot() {
    NamespaceRegistry lenient = creating(2);
    lenient.forCacheCall("a");
    lenient.forCacheCall("b");
    assertRefused(ErrorCode.INVALID_NAMESPACE, () -> lenient.forCacheCall("c"));
    assertThat(lenient.forCacheCall("a").name().value()).isEqualTo("a");
    lenient.put(new NamespaceName("c"), NamespaceSettings.NONE_GIVEN);
    assertThat(lenient.forCacheCall("c").name().value()).isEqualTo("c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-a", "a/b", "a b", "\u00e9", "a:b"})
  void whatCanBeNoNameIsRefusedEvenWhereUnknownOnesAreMade(String name) {
    NamespaceRegistry lenient = creating(10);
    assertThatThrownBy(() -> lenient.forCacheCall(name))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.NAMESPACE));
    assertThat(lenient.list()).isEmpty();
  }

  @Test
  void aDeletedNamespaceIsGoneAndItsNameFree() {
    strict.put(USERS, new NamespaceSettings(null, 7, null));
    assertThat(strict.delete(USERS, name -> new FlushResult(3, List.of())).deleted()).isEqualTo(3);
    assertThat(strict.find(USERS)).isEmpty();
    assertThat(store.all()).isEmpty();
    assertThat(strict.put(USERS, NamespaceSettings.NONE_GIVEN).namespace().maxSizeMb())
        .isEqualTo(100);
  }

  @Test
  void whileItIsFlushedNobodyFindsItNorTakesItsName() {
    NamespaceRegistry lenient = creating(10);
    lenient.forCacheCall("users");
    lenient.delete(
        USERS,
        name -> {
          assertThat(lenient.find(USERS)).isEmpty();
          assertThat(lenient.list()).isEmpty();
          assertRefused(ErrorCode.INVALID_NAMESPACE, () -> lenient.forCacheCall("users"));
          assertRefused(
              ErrorCode.NAMESPACE_BUSY, () -> lenient.put(USERS, NamespaceSettings.NONE_GIVEN));
          assertRefused(
              ErrorCode.NAMESPACE_NOT_FOUND, () -> lenient.delete(USERS, same -> failed("n1")));
          return new FlushResult(0, List.of());
        });
    assertThat(lenient.find(USERS)).isEmpty();
  }

  @Test
  void aNamespaceThatANodeStillHoldsStaysRegistered() {
    Namespace users = strict.put(USERS, new NamespaceSettings(null, 7, null)).namespace();
    assertThat(strict.delete(USERS, name -> failed("n1")).failedNodes()).containsExactly("n1");
    assertThat(strict.find(USERS)).contains(users);
    assertThatThrownBy(
            () ->
                strict.delete(
                    USERS,
                    name -> {
                      throw new IllegalStateException("flush");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(strict.find(USERS)).contains(users);
  }

  @Test
  void whatIsNotThereCanNotBeDeleted() {
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> strict.delete(USERS, name -> failed("n1")));
  }

  @Test
  void manyThreadsThatNeedTheSameNewNamespaceGetOne() throws Exception {
    NamespaceRegistry lenient = creating(1000);
    int threads = 8;
    CountDownLatch ready = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Namespace>>> seen =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            ready.countDown();
                            ready.await();
                            return IntStream.range(0, 200)
                                .mapToObj(i -> lenient.forCacheCall("n" + i))
                                .toList();
                          }))
              .toList();
      List<Namespace> first = seen.get(0).get();
      for (Future<List<Namespace>> other : seen) {
        assertThat(other.get()).usingElementComparator(same()).isEqualTo(first);
      }
      assertThat(lenient.list()).hasSize(200);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Comparator<Namespace> same() {
    return Comparator.comparingInt(System::identityHashCode);
  }

  private NamespaceRegistry creating(int limit) {
    return NamespaceRegistry.of(store, new NamespaceRegistry.AutoCreate(true, limit));
  }

  private static FlushResult failed(String node) {
    return new FlushResult(0, List.of(node));
  }

  private static void assertRefused(ErrorCode code, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
