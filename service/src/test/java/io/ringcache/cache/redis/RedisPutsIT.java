package io.ringcache.cache.redis;

import static io.ringcache.cache.redis.Calls.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.BatchResult;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Many puts at once, which are few calls of the script. */
class RedisPutsIT extends OnOneRedis {

  private static final int MANY = 500;

  @Test
  void manyPutsAtOnceAreFewCallsAndEachIsAnsweredForItself() {
    long before = calls();
    assertThat(join(backend.putAll(entries("old", Tags.NONE))).done().values())
        .hasSize(MANY)
        .allMatch(PutResult::created);
    assertThat(calls() - before).isLessThan(MANY / 4);

    Map<CacheKey, NewEntry> both = new LinkedHashMap<>(entries("old", Tags.of(List.of("a", "b"))));
    both.putAll(entries("new", Tags.NONE));
    BatchResult<PutResult> stored = join(backend.putAll(both));

    assertThat(stored.done()).hasSize(2 * MANY);
    stored
        .done()
        .forEach(
            (key, result) -> {
              assertThat(result.created()).isEqualTo(key.name().startsWith("new"));
              assertThat(redis.hget("cache_meta:users:" + key.name(), "created_at"))
                  .isEqualTo(String.valueOf(result.version()));
              assertThat(redis.get("cache:users:" + key.name())).isEqualTo('"' + key.name() + '"');
            });
    assertThat(redis.zcard("cache_index:users")).isEqualTo(2 * MANY);
    assertThat(redis.scard("cache_tag:users:b")).isEqualTo(MANY);
    long bytes = both.entrySet().stream().mapToLong(RedisPutsIT::bytes).sum();
    assertThat(redis.hgetAll("cache_stats:users"))
        .isEqualTo(
            Map.of("total_keys", String.valueOf(2 * MANY), "total_bytes", String.valueOf(bytes)));
  }

  @Test
  void aNodeThatHasLostTheScriptIsSentIt() {
    redis.scriptFlush();
    assertThat(join(backend.putAll(entries("k", Tags.NONE))).done()).hasSize(MANY);
  }

  private static Map<CacheKey, NewEntry> entries(String prefix, Tags tags) {
    Map<CacheKey, NewEntry> entries = new LinkedHashMap<>();
    for (int i = 0; i < MANY; i++) {
      CacheKey key = CacheKey.of(NS, prefix + i);
      entries.put(
          key, new NewEntry(('"' + key.name() + '"').getBytes(UTF_8), Ttl.ofSeconds(600), tags));
    }
    return entries;
  }

  private static long bytes(Map.Entry<CacheKey, NewEntry> entry) {
    return (long) entry.getKey().utf8().length + entry.getValue().json().length;
  }

  /** Of scripts that the node has had. */
  private long calls() {
    return Pattern.compile("cmdstat_evalsha:calls=(\\d+)")
        .matcher(redis.info("commandstats"))
        .results()
        .map(MatchResult::group)
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1)))
        .sum();
  }
}
