package io.ringcache.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringcache.cache.FlushResult;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Ttl;
import io.ringcache.database.Database;
import io.ringcache.database.MigratedDatabase;
import io.ringcache.database.OpenDatabase;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import io.ringcache.testing.SharedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes on one PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedNamespacesIT {

  @RegisterExtension static final SharedPostgres POSTGRES = new SharedPostgres();

  /** What the API promises, and something for a busy machine. */
  private static final Duration NOTICED = Duration.ofSeconds(5 + 5);

  private static final Duration FREE = Duration.ofSeconds(15 + 15);
  private static final int ROUNDS = 50;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private List<Database> databases = List.of();
  private NamespaceProcess one;
  private NamespaceProcess other;

  @BeforeAll
  void start() {
    MigratedDatabase migrated = MigratedDatabase.in(POSTGRES.server(), POSTGRES.database());
    databases = Stream.generate(() -> OpenDatabase.on(migrated)).limit(2).toList();
    one = NamespaceProcess.strict(databases.get(0));
    other = NamespaceProcess.creating(databases.get(1), 1000);
  }

  @AfterAll
  void stop() throws Exception {
    threads.shutdownNow();
    one.close();
    other.close();
    for (Database database : databases) {
      database.stop();
    }
  }

  @Test
  void aChangeReachesTheOtherProcess() {
    one.put("told");
    await().atMost(NOTICED).until(() -> other.registry().list(), contains("told"));
    NamespaceName told = new NamespaceName("told");
    other.registry().put(told, new NamespaceSettings(new Ttl(5), null, null));
    await().atMost(NOTICED).until(() -> one.forCacheCall("told").defaultTtl().equals(new Ttl(5)));
  }

  @Test
  void aChangeReachesTheOtherProcessWithoutANotificationToo() throws SQLException {
    asSuperuser("ALTER TABLE cache_namespaces DISABLE TRIGGER ALL");
    try {
      one.put("untold");
      await().atMost(NOTICED).until(() -> other.registry().list(), contains("untold"));
    } finally {
      asSuperuser("ALTER TABLE cache_namespaces ENABLE TRIGGER ALL");
    }
  }

  @Test
  void oneOfTwoThatRegisterTheSameNameHasCreatedIt() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String name = "raced" + i;
      List<Stored> stored = together(() -> one.put(name), () -> other.put(name));
      assertThat(stored).extracting(Stored::created).containsExactlyInAnyOrder(true, false);
      assertThat(stored.get(0).namespace()).isEqualTo(stored.get(1).namespace());
    }
  }

  @Test
  void changesOfDifferentSettingsAtTheSameTimeAreBothKept() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      NamespaceName name = new NamespaceName("both" + i);
      together(
          () -> one.registry().put(name, new NamespaceSettings(new Ttl(7), null, null)),
          () -> other.registry().put(name, new NamespaceSettings(null, 8, null)));
      one.registry().refresh();
      Namespace both = one.registry().find(name).orElseThrow();
      assertThat(both.defaultTtl()).isEqualTo(new Ttl(7));
      assertThat(both.maxSizeMb()).isEqualTo(8);
    }
  }

  @Test
  void aMarkedNamespaceIsRefusedByEveryProcessAndItsNameFreeAfterTheSecondFlush() {
    one.put("leaving");
    await().atMost(NOTICED).until(() -> other.registry().list(), contains("leaving"));
    one.delete("leaving");
    assertRefused(ErrorCode.NAMESPACE_BUSY, () -> one.put("leaving"));
    assertRefused(ErrorCode.NAMESPACE_BUSY, () -> other.put("leaving"));
    assertRefused(ErrorCode.NAMESPACE_NOT_FOUND, () -> other.delete("leaving"));
    await()
        .atMost(NOTICED)
        .untilAsserted(
            () -> assertRefused(ErrorCode.INVALID_NAMESPACE, () -> other.forCacheCall("leaving")));
    await().atMost(FREE).ignoreExceptions().until(() -> one.put("leaving").created());
  }

  @Test
  void aDeletionThatANodeMissedIsUndoneForEveryProcess() {
    one.put("held");
    one.deleteInVain("held", "n1");
    one.backend().saysOfAFlush(CompletableFuture.completedFuture(new FlushResult(0, List.of())));
    assertThat(one.forCacheCall("held")).isNotNull();
    other.registry().refresh();
    assertThat(other.registry().find(new NamespaceName("held"))).isPresent();
  }

  @Test
  void whatADeadProcessHasMarkedIsFinishedByAnother() {
    one.put("orphan");
    sql(
        "INSERT INTO cache_namespace_deletions VALUES ('orphan', NOW() - INTERVAL '1' HOUR),"
            + " ('Robert''); DROP TABLE', NOW() - INTERVAL '1' HOUR)");
    await().atMost(FREE).ignoreExceptions().until(() -> other.put("orphan").created());
  }

  @Test
  void whatACacheCallHasMadeReachesTheOtherProcess() {
    Namespace made = other.forCacheCall("made");
    await().atMost(NOTICED).untilAsserted(() -> assertThat(one.registry().list()).contains(made));
  }

  @Test
  void anInfiniteTimeIsNoneThatAnybodyKnows() {
    sql("INSERT INTO cache_namespaces (name, created_at) VALUES ('eternal', 'infinity')");
    one.registry().refresh();
    assertThat(one.forCacheCall("eternal").createdAt()).isEqualTo(Instant.EPOCH);
  }

  private static Predicate<List<Namespace>> contains(String name) {
    return list -> list.stream().anyMatch(namespace -> namespace.name().value().equals(name));
  }

  private List<Stored> together(Callable<Stored> first, Callable<Stored> second) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<Stored>> calls = new ArrayList<>();
    for (Callable<Stored> call : List.of(first, second)) {
      calls.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    return List.of(calls.get(0).get(), calls.get(1).get());
  }

  private static void asSuperuser(String statement) throws SQLException {
    try (Connection connection = POSTGRES.server().connect(POSTGRES.database());
        Statement once = connection.createStatement()) {
      boolean unused = once.execute(statement);
    }
  }

  private void sql(String statement) {
    int unused = databases.get(0).call(handle -> handle.execute(statement));
  }

  private static void assertRefused(ErrorCode code, ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
