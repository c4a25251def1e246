package io.ringcache.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server of a test's own; gone when it is closed, or with this JVM. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 20;

  private final Process process;
  private final Thread atExit;

  private ServerProcess(Process process) {
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts it; returns when it is ready. */
  static ServerProcess start(ProcessBuilder builder, Path log, BooleanSupplier ready) {
    try {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      ServerProcess server = new ServerProcess(builder.start());
      long deadline = System.nanoTime() + START.toNanos();
      while (!ready.getAsBoolean()) {
        if (server.process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
            || System.nanoTime() - deadline > 0) {
          server.close();
          throw new IllegalStateException(builder.command().get(0) + " did not start: see " + log);
        }
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** At once, as by a power failure. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // it is running
    }
  }
}
