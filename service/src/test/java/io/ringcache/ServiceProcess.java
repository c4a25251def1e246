package io.ringcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service as a process of its own, with a shipped configuration, on free ports of 127.0.0.1,
 * without authentication, without a drain and with a database in its memory. To be closed.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern READY =
      Pattern.compile("Ringcache is ready at http://[^:]+:([0-9]+)");

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts one; returns when it says that it is ready.
   *
   * @param configuration the file's name in {@code config/}, without its ending
   * @param environment what it finds in its environment besides
   * @param options of its JVM
   */
  public static ServiceProcess start(
      String configuration, Map<String, String> environment, String... options) {
    try {
      Path log = Files.createTempFile("ringcache-service-", ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Ddw.database.url=jdbc:h2:mem:ringcache");
      command.add("-Ddw.namespaces.autoCreate=true");
      command.addAll(List.of(options));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(
          List.of(
              RingcacheApplication.class.getName(),
              "server",
              Path.of("..", "config", configuration + ".yml").toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "RINGCACHE_HTTP_PORT", "0",
                  "RINGCACHE_ADMIN_PORT", "0",
                  "RINGCACHE_BIND_HOST", "127.0.0.1",
                  "RINGCACHE_AUTH", "none",
                  "RINGCACHE_DRAIN_FOR", "0s"));
      builder.environment().putAll(environment);
      ServiceProcess service = new ServiceProcess(builder.start(), log);
      service.awaitReady();
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    try {
      await().atMost(PATIENCE).until(() -> !process.isAlive() || READY.matcher(log()).find());
      assertThat(process.isAlive()).as(log()).isTrue();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  public int port() {
    Matcher ready = READY.matcher(log());
    assertThat(ready.find()).as(log()).isTrue();
    return Integer.parseInt(ready.group(1));
  }

  /** What it has logged so far. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends it a SIGTERM; does not wait for anything. */
  public void terminate() {
    process.destroy();
  }

  /** As {@code kill -9}; returns when it is dead. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for its end, a minute at most; the exit code. */
  public int awaitEnd() {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
