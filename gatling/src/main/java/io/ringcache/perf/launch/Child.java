package io.ringcache.perf.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of ours with a log. Ends when it is closed. */
final class Child implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int POLL_MILLIS = 50;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /**
   * Starts it; returns when it is ready.
   *
   * @throws IllegalStateException if it ends instead, or takes too long
   */
  static Child start(ProcessBuilder builder, Path log, BooleanSupplier ready)
      throws IOException, InterruptedException {
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Child child = new Child(builder.start());
    long deadline = System.nanoTime() + START.toNanos();
    while (!ready.getAsBoolean()) {
      if (child.process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
          || System.nanoTime() > deadline) {
        child.close();
        throw new IllegalStateException(builder.command().get(0) + " did not start: see " + log);
      }
    }
    return child;
  }

  long id() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
