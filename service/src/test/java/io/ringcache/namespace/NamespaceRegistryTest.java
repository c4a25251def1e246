package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.EvictionPolicy;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.database.Database;
import io.ringcache.database.OpenDatabase;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceRegistryTest {

  private static final NamespaceName USERS = new NamespaceName("users");
  private static final Database DATABASE = OpenDatabase.embedded();

  private final NamespaceProcess strict = NamespaceProcess.strict(DATABASE);
  private final NamespaceProcess lenient = NamespaceProcess.creating(DATABASE, 1000);

  @AfterAll
  static void stopDatabase() throws Exception {
    DATABASE.stop();
  }

  @BeforeEach
  void empty() {
    sql("DELETE FROM cache_namespaces");
    sql("DELETE FROM cache_namespace_deletions");
    strict.registry().refresh();
    lenient.registry().refresh();
  }

  @AfterEach
  void stop() {
    strict.close();
    lenient.close();
  }

  @Test
  void aNewNamespaceGetsTheDefaultsForWhatIsLeftOut() {
    Stored stored = strict.put("users");
    assertThat(stored.created()).isTrue();
    assertThat(stored.namespace())
        .isEqualTo(
            new Namespace(USERS, new Ttl(3600), 100, EvictionPolicy.LRU, NamespaceProcess.NOW));
    assertThat(strict.registry().find(USERS)).contains(stored.namespace());
    assertThat(strict.forCacheCall("users")).isEqualTo(stored.namespace());
  }

  @Test
  void aChangeLeavesWhatIsLeftOut() {
    strict.registry().put(USERS, new NamespaceSettings(Ttl.FOREVER, 7, EvictionPolicy.FIFO));
    Stored stored =
        strict.registry().put(USERS, new NamespaceSettings(null, 8, EvictionPolicy.NONE));
    assertThat(stored.created()).isFalse();
    assertThat(stored.namespace())
        .isEqualTo(new Namespace(USERS, Ttl.FOREVER, 8, EvictionPolicy.NONE, NamespaceProcess.NOW));
    assertThat(strict.registry().list()).containsExactly(stored.namespace());
    strict.registry().refresh();
    assertThat(strict.registry().list()).containsExactly(stored.namespace());
  }

  @Test
  void whatTheDatabaseHoldsIsThereFromTheStart() {
    strict.put("users");
    try (NamespaceProcess next = NamespaceProcess.strict(DATABASE)) {
      assertThat(next.registry().list()).isEqualTo(strict.registry().list());
    }
  }

  @Test
  void whatTheDatabaseSaysOfAListedNamespaceWins() {
    try (NamespaceProcess first = NamespaceProcess.listing(DATABASE, "users", 60)) {
      assertThat(first.forCacheCall("users").defaultTtl()).isEqualTo(new Ttl(60));
      first.registry().put(USERS, new NamespaceSettings(new Ttl(5), null, null));
    }
    try (NamespaceProcess second = NamespaceProcess.listing(DATABASE, "users", 60)) {
      assertThat(second.forCacheCall("users").defaultTtl()).isEqualTo(new Ttl(5));
    }
  }

  @Test
  void theListIsInOrderOfNames() {
    List.of("b", "a.1", "A", "a").forEach(strict::put);
    assertThat(strict.registry().list())
        .extracting(namespace -> namespace.name().value())
        .containsExactly("A", "a", "a.1", "b");
  }

  @Test
  void aCacheCallDoesNotRegisterWhereThatIsOff() {
    assertRefused(ErrorCode.INVALID_NAMESPACE, () -> strict.forCacheCall("users"));
    assertThat(strict.registry().list()).isEmpty();
  }

  @Test
  void anAdministratorsCallRegistersNothingEvenWhereThatIsOn() {
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> lenient.registry().registered("users"));
    assertThat(lenient.registry().list()).isEmpty();
    Stored stored = lenient.put("users");
    assertThat(lenient.registry().registered("users")).isEqualTo(stored.namespace());
  }

  @Test
  void aCacheCallRegistersWhereThatIsOn() {
    Namespace users = lenient.forCacheCall("users");
    assertThat(users.maxSizeMb()).isEqualTo(100);
    assertThat(lenient.registry().find(USERS)).contains(users);
    await()
        .untilAsserted(
            () -> {
              strict.registry().refresh();
              assertThat(strict.registry().list()).containsExactly(users);
            });
    lenient.registry().refresh();
    assertThat(lenient.forCacheCall("users")).isEqualTo(users);
  }

  @Test
  void whatACacheCallHasMadeIsThereToBeChangedAndDeletedAtOnce() {
    lenient.forCacheCall("users");
    assertThat(lenient.put("users").created()).isFalse();
    lenient.forCacheCall("others");
    lenient.delete("others");
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> lenient.registry().registered("others"));
  }

  @Test
  void ifAnotherProcessHasRegisteredItMeanwhileTheirSettingsWin() {
    strict.registry().put(USERS, new NamespaceSettings(null, 7, null));
    lenient.forCacheCall("users");
    await().until(() -> lenient.forCacheCall("users").maxSizeMb() == 7);
  }

  @Test
  void registeringUnaskedEndsAtTheLimitAndAskedDoesNot() {
    try (NamespaceProcess two = NamespaceProcess.creating(DATABASE, 2)) {
      two.forCacheCall("a");
      two.forCacheCall("b");
      assertRefused(ErrorCode.INVALID_NAMESPACE, () -> two.forCacheCall("c"));
      assertThat(two.forCacheCall("a").name().value()).isEqualTo("a");
      two.put("c");
      assertThat(two.forCacheCall("c").name().value()).isEqualTo("c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-a", "a/b", "a b", "\u00e9", "a:b", "a'); DROP TABLE x; --"})
  void whatCanBeNoNameIsRefusedEvenWhereUnknownOnesAreMade(String name) {
    assertThatThrownBy(() -> lenient.forCacheCall(name))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.field()).isEqualTo(InvalidInputException.Field.NAMESPACE));
    assertThat(lenient.registry().list()).isEmpty();
  }

  @Test
  void aDeletedNamespaceIsGoneAndItsNameFree() {
    strict.registry().put(USERS, new NamespaceSettings(null, 7, null));
    strict.backend().saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(3, List.of())));
    assertThat(strict.delete("users").deleted()).isEqualTo(3);
    assertThat(strict.registry().find(USERS)).isEmpty();
    assertThat(strict.put("users").namespace().maxSizeMb()).isEqualTo(100);
  }

  @Test
  void whileItIsFlushedNobodyFindsItNorTakesItsName() {
    lenient.forCacheCall("users");
    CompletableFuture<FlushResult> flush = new CompletableFuture<>();
    lenient.backend().saysOfAFlush(flush);
    CompletableFuture<FlushResult> deletion =
        CompletableFuture.supplyAsync(() -> lenient.delete("users"));
    await().until(() -> lenient.registry().find(USERS).isEmpty());
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(lenient.registry().list()).isEmpty();
        assertRefused(ErrorCode.INVALID_NAMESPACE, () -> lenient.forCacheCall("users"));
        assertRefused(ErrorCode.NAMESPACE_BUSY, () -> lenient.put("users"));
        assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> lenient.delete("users"));
        lenient.registry().refresh();
      }
    } finally {
      // Without it the deletion would hold its locks for the tests that follow.
      flush.complete(new FlushResult(1, List.of()));
    }
    assertThat(deletion.join().deleted()).isEqualTo(1);
    assertThat(lenient.put("users").created()).isTrue();
  }

  @Test
  void aNamespaceThatANodeStillHoldsStaysRegistered() {
    Namespace users =
        strict.registry().put(USERS, new NamespaceSettings(null, 7, null)).namespace();
    assertThat(strict.deleteInVain("users", "n1").failedNodes()).containsExactly("n1");
    assertThat(strict.registry().find(USERS)).contains(users);
    assertThat(strict.put("users").created()).isFalse();
  }

  @Test
  void whatIsNotThereCanNotBeDeleted() {
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> strict.delete("users"));
  }

  @Test
  void anEmptyColumnIsTheDefault() {
    sql("INSERT INTO cache_namespaces VALUES (DEFAULT, 'users', NULL, NULL, NULL, NULL)");
    strict.registry().refresh();
    assertThat(strict.registry().list())
        .containsExactly(
            new Namespace(USERS, new Ttl(3600), 100, EvictionPolicy.LRU, Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'odd', -1, 100, 'LRU'",
        "'odd', 315360001, 100, 'LRU'",
        "'odd', 60, 0, 'LRU'",
        "'odd', 60, -5, 'LRU'",
        "'odd', 60, 100, 'lru'",
        "'odd', 60, 100, ''",
        "'Robert''); DROP TABLE', 60, 100, 'LRU'",
        "'', 60, 100, 'LRU'"
      })
  void aRowThatMakesNoSenseIsLeftOutAndHarmsNoOther(String row) {
    sql("INSERT INTO cache_namespaces VALUES (DEFAULT, " + row + ", NOW())");
    sql("INSERT INTO cache_namespaces (name) VALUES ('even')");
    lenient.registry().refresh();
    assertThat(lenient.registry().names()).containsExactly(new NamespaceName("even"));
    assertThatThrownBy(() -> lenient.forCacheCall("Robert'); DROP TABLE"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aRowThatMakesNoSenseIsNotMadeAnewByACacheCallButPutRightByAnAdministrator() {
    lenient.forCacheCall("odd");
    await()
        .untilAsserted(
            () ->
                assertThat(sql("UPDATE cache_namespaces SET eviction_policy = 'lru'"))
                    .isEqualTo(1));
    lenient.registry().refresh();
    assertRefused(ErrorCode.INVALID_NAMESPACE, () -> lenient.forCacheCall("odd"));
    assertThat(lenient.put("odd").created()).isFalse();
    assertThat(lenient.forCacheCall("odd").evictionPolicy()).isEqualTo(EvictionPolicy.LRU);
  }

  @Test
  void manyThreadsThatNeedTheSameNewNamespaceGetOne() throws Exception {
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
        assertThat(other.get()).isEqualTo(first);
      }
      assertThat(lenient.registry().list())
          .containsExactlyElementsOf(
              first.stream()
                  .sorted(Comparator.comparing(namespace -> namespace.name().value()))
                  .toList());
    } finally {
      pool.shutdownNow();
    }
  }

  private static int sql(String statement) {
    return DATABASE.call(handle -> handle.execute(statement));
  }

  private static void assertRefused(ErrorCode code, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
