package io.ringcache.client.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.client.Ringcache;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the TCK does not ask: JSON, classes that may not be read, many processes, odd keys. */
final class JCacheIT extends OnSharedProvider {

  record Team(String name, List<Member> members, Map<String, Object> more) {}

  record Member(String name, BigDecimal share) {}

  /** A class of the JDK's that can be made to open connections. */
  private static final String GADGET = "[\"com.sun.rowset.JdbcRowSetImpl\",{}]";

  private <K, V> Cache<K, V> cache() {
    return manager.createCache(name, new MutableConfiguration<K, V>());
  }

  @Test
  void valuesOfManyKindsComeBackAsTheyWere() {
    Cache<String, Object> cache = cache();
    Map<String, Object> values = new HashMap<>();
    values.put("text", "ü🦀");
    values.put("int", 7);
    values.put("long", 7L);
    values.put("double", 0.5);
    values.put("decimal", new BigDecimal("12345678901234567890.10"));
    values.put("boolean", true);
    values.put("uuid", UUID.randomUUID());
    values.put("date", LocalDate.of(2024, 2, 29));
    values.put("list", new ArrayList<>(List.of(1, 2L, "3", new Member("Ada", BigDecimal.ONE))));
    values.put("immutable", List.of(1, "2"));
    values.put(
        "team", new Team("a", List.of(new Member("Ada", new BigDecimal("0.10"))), Map.of("n", 1L)));

    cache.putAll(values);

    assertThat(cache.getAll(values.keySet())).isEqualTo(values);
    values.forEach((key, value) -> assertThat(cache.get(key)).isEqualTo(value));
  }

  @Test
  void keysOfManyKindsAreToldApartAndComeBack() {
    Cache<Object, String> cache = cache();
    List<Object> keys =
        List.of(
            "1",
            1,
            1L,
            "stats",
            ".",
            "",
            "a/b %;+🦀",
            "line\nfeed",
            "x".repeat(2000),
            UUID.randomUUID(),
            LocalDate.of(2024, 2, 29),
            new Member("Ada", BigDecimal.TEN),
            new Team("b".repeat(600), List.of(), Map.of()));
    keys.forEach(key -> cache.put(key, key.toString()));

    keys.forEach(key -> assertThat(cache.get(key)).isEqualTo(key.toString()));
    List<Object> listed = new ArrayList<>();
    cache.forEach(entry -> listed.add(entry.getKey()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void aClassThatIsNotAllowedIsNeitherWrittenNorRead() {
    CacheManager strict = manager("ringcache.allow", "com.acme.");
    Cache<String, Object> cache = strict.createCache(name, new MutableConfiguration<>());

    assertThatThrownBy(() -> cache.put("k", new Member("Ada", BigDecimal.ONE)))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("ringcache.allow");
    for (String hostile :
        List.of(GADGET, "[\"" + Member.class.getName() + "\",{\"name\":\"Ada\",\"share\":1}]")) {
      strict
          .unwrap(Ringcache.class)
          .namespace(name)
          .put(
              "s:k",
              Map.of("v", new com.fasterxml.jackson.databind.util.RawValue(hostile), "x", 0));
      assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheException.class);
    }
  }

  @Test
  void theCachesOwnTypesNeedNoPermission() {
    CacheManager strict = manager("ringcache.allow", "com.acme.");
    Cache<String, Member> cache =
        strict.createCache(
            name, new MutableConfiguration<String, Member>().setTypes(String.class, Member.class));

    cache.put("k", new Member("Ada", BigDecimal.ONE));

    assertThat(cache.get("k")).isEqualTo(new Member("Ada", BigDecimal.ONE));
  }

  private record Plain(int number) implements Serializable {}

  @Test
  void whatIsSerializedIsReadBehindAFilterOnly() {
    CacheManager java = manager("ringcache.codec", "java");
    assertThatThrownBy(() -> java.createCache(name, new MutableConfiguration<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ringcache.filter");

    System.setProperty("ringcache.filter", "java.base/*");
    try {
      Cache<String, Object> cache = java.createCache(name, new MutableConfiguration<>());
      cache.put("list", new ArrayList<>(List.of(1)));
      cache.put("plain", new Plain(1));

      assertThat(cache.get("list")).isEqualTo(List.of(1));
      assertThatThrownBy(() -> cache.get("plain"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("ringcache.filter");
    } finally {
      System.clearProperty("ringcache.filter");
    }
  }

  @Test
  void millisecondsAreKept() {
    Cache<String, String> cache =
        manager.createCache(
            name,
            new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(
                    CreatedExpiryPolicy.factoryOf(
                        new Duration(java.util.concurrent.TimeUnit.MILLISECONDS, 100))));
    cache.put("k", "v");

    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofMillis(900)) // Ringcache itself would keep it for a second
        .until(() -> !cache.containsKey("k"));
  }

  @Test
  void manyProcessesAddWithoutLosingOne() throws Exception {
    Cache<String, Integer> one = cache();
    Cache<String, Integer> other =
        manager("ringcache.allow", "none").createCache(name, new MutableConfiguration<>());
    EntryProcessor<String, Integer, Integer> add =
        (entry, arguments) -> {
          entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
          return entry.getValue();
        };
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (Cache<String, Integer> cache : List.of(one, other, one, other)) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 25; i++) {
                  cache.invoke("n", add);
                }
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(one.get("n")).isEqualTo(100);
  }

  @Test
  void entriesOutliveTheirCacheUnlessItIsDestroyed() {
    this.<String, String>cache().put("k", "v");
    manager.getCache(name).close();
    Cache<String, String> again = cache();
    assertThat(again.get("k")).isEqualTo("v");

    manager.destroyCache(name);

    assertThat(this.<String, String>cache().get("k")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a name with spaces", "com.acme.User$Roles", "ü"})
  void aNameThatIsNoNamespacesHasAHash(String odd) {
    assertThat(RemoteCacheManager.namespace(odd)).matches("jcache-[0-9a-f]{64}");
    assertThat(RemoteCacheManager.namespace("com.acme.Users")).isEqualTo("com.acme.Users");
  }

  @Test
  void withoutAServiceACacheThrows() {
    CacheManager nowhere =
        javax.cache.Caching.getCachingProvider()
            .getCacheManager(URI.create("http://127.0.0.1:1"), null);
    Cache<String, String> cache = nowhere.createCache(name, new MutableConfiguration<>());

    assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheException.class);
  }
}
