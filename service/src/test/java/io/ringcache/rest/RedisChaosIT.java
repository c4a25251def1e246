package io.ringcache.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringcache.testing.LocalServer;
import io.ringcache.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** The table of disturbances on Redis. */
class RedisChaosIT extends ChaosTable {

  private static final String SCRIPT =
      """
      local function now()
        local time = redis.call('TIME')
        return time[1] * 1000000 + time[2]
      end
      local over = now() + 1000000
      for i = 1, 10000000 do
        if now() > over then break end
      end
      """;

  @Override
  protected String configuration() {
    return "../config/redis.yml";
  }

  @Override
  protected LocalServer startNode() {
    return RedisServer.start();
  }

  @Override
  protected LocalServer startSmallNode() {
    return RedisServer.start("--maxmemory", SMALL_MIB + "mb", "--maxmemory-policy", "volatile-lru");
  }

  @Override
  protected LocalServer startSmallNodeThatEvictsNothing() {
    return RedisServer.start("--maxmemory", SMALL_MIB + "mb", "--maxmemory-policy", "noeviction");
  }

  @Override
  protected void occupyForASecond(LocalServer node) {
    String command =
        "*3\r\n$4\r\nEVAL\r\n$%d\r\n%s\r\n$1\r\n0\r\n".formatted(SCRIPT.length(), SCRIPT);
    try (Socket socket = new Socket(node.host(), node.port())) {
      socket.getOutputStream().write(command.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
