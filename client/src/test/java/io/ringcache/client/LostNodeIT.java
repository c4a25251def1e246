package io.ringcache.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringcache.client.testing.FreePort;
import io.ringcache.client.testing.RedisNode;
import io.ringcache.client.testing.RingcacheService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A service on two Redis nodes, one of which is lost: its keys can't be read, the others can. */
final class LostNodeIT {

  private static final Duration HOUR = Duration.ofHours(1);

  private static Map<String, Integer> load(Set<String> keys, Set<String> asked) {
    asked.addAll(keys);
    Map<String, Integer> values = new HashMap<>();
    keys.forEach(key -> values.put(key, 1));
    return values;
  }

  @Test
  void keysOfALostNodeAreLoadedAndNotStored() {
    List<String> keys = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
    try (RedisNode kept = RedisNode.start();
        RedisNode lost = RedisNode.start();
        RingcacheService service =
            RingcacheService.start(
                "redis.yml",
                FreePort.next(),
                Map.of(
                    "RINGCACHE_REDIS_NODES",
                    "a=" + kept.address() + ",b=" + lost.address(),
                    "RINGCACHE_AUTH",
                    "api-key",
                    "RINGCACHE_ADMIN_KEY",
                    "an-admin-key-of-32-characters-or-more"));
        Ringcache cache =
            Ringcache.builder(service.url())
                .apiKey("an-admin-key-of-32-characters-or-more")
                .timeout(Duration.ofSeconds(20))
                .build()) {
      NamespaceMaker.make(service, "users");
      Namespace users = cache.namespace("users");
      lost.kill();

      Set<String> first = new HashSet<>();
      assertThat(users.getOrLoadAll(keys, HOUR, Integer.class, all -> load(all, first)))
          .hasSize(100);
      Set<String> second = new HashSet<>();
      assertThat(users.getOrLoadAll(keys, HOUR, Integer.class, all -> load(all, second)))
          .hasSize(100);

      assertThat(first).hasSize(100);
      assertThat(second).as("those of the lost node").hasSizeBetween(20, 80);
      assertThat(cache.counts().fallbacks()).isEqualTo(2L * second.size());
      assertThat(cache.counts().notStored()).isZero();
      assertThat(cache.breakers()).containsValue(BreakerState.CLOSED);
      String unread = second.iterator().next();
      assertThat(users.getOrLoad(unread, HOUR, Integer.class, () -> 2)).isEqualTo(2);
      assertThatThrownBy(() -> users.getAll(keys, Integer.class))
          .isInstanceOfSatisfying(
              ServiceFailedException.class,
              failure -> assertThat(failure.code()).isEqualTo("backend_unavailable"));
      assertThatThrownBy(
              () ->
                  users.getOrLoadAll(
                      keys, LoadOptions.ttl(HOUR).strictly(), Integer.class, all -> Map.of()))
          .isInstanceOf(ServiceFailedException.class);
    }
  }
}
