package io.ringcache.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.CacheException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisErrorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OOM command not allowed when used memory > 'maxmemory'.",
        "ERR Error running script (call to f_0): @user_script:9: -OOM command not allowed"
            + " when used memory > 'maxmemory'.",
        "OOM command not allowed when used memory > 'maxmemory'. script: 00, on @user_script:9.",
      })
  void outOfMemoryIsStorageFull(String error) {
    assertThat(translated(error)).isInstanceOf(CacheException.StorageFull.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
        "READONLY You can't write against a read only replica.",
        "NOAUTH Authentication required.",
        "NOPERM this user has no permissions to run the 'evalsha' command",
        "MISCONF Redis is configured to save RDB snapshots",
      })
  void aNodeThatCanNotServeIsUnavailable(String error) {
    assertThat(translated(error)).isInstanceOf(CacheException.NodeUnavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"WRONGTYPE Operation against a key holding the wrong kind of value", "ERR", ""})
  void anythingElseIsADefect(String error) {
    assertThat(translated(error))
        .isInstanceOf(CacheException.Protocol.class)
        .hasMessageStartingWith("node n ");
  }

  private static CacheException translated(String error) {
    return RedisErrors.translate("n", new JedisDataException(error));
  }
}
