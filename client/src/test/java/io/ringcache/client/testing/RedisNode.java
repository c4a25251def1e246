package io.ringcache.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Redis of a test's own; {@code RINGCACHE_TEST_REDIS} may name another program. */
public final class RedisNode implements AutoCloseable {

  private final int port;
  private final ServerProcess process;

  private RedisNode(int port, ServerProcess process) {
    this.port = port;
    this.process = process;
  }

  public static RedisNode start() {
    int port = FreePort.next();
    String program = System.getenv().getOrDefault("RINGCACHE_TEST_REDIS", "redis-server");
    try {
      Files.createDirectories(Path.of("target"));
      Path directory = Files.createTempDirectory(Path.of("target"), "redis-").toAbsolutePath();
      ProcessBuilder builder =
          new ProcessBuilder(
              program,
              "--port",
              Integer.toString(port),
              "--bind",
              "127.0.0.1",
              "--save",
              "",
              "--dir",
              directory.toString());
      return new RedisNode(
          port, ServerProcess.start(builder, directory.resolve("log"), () -> answers(port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean answers(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** As a power failure would. */
  public void kill() {
    process.close();
  }

  @Override
  public void close() {
    kill();
  }
}
