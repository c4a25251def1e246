package io.ringcache.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a {@code redis-server} program as a child process, in a temporary directory of its own.
 */
final class RedisProgram implements RedisSource {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

  private final Path program;

  RedisProgram(Path program) {
    this.program = program;
  }

  @Override
  public Running start(int port, List<String> args) throws PortTakenException {
    try {
      Path directory = Files.createTempDirectory("ringcache-redis-");
      Path log = directory.resolve("redis.log");
      Process process =
          new ProcessBuilder(command(port, directory, args))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      RunningProcess running = new RunningProcess(process, directory);
      awaitReady(running, log, port);
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException("can not start " + program, e);
    }
  }

  private List<String> command(int port, Path directory, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(args);
    return command;
  }

  /**
   * Waits for the log's word rather than for an answer on the port: had somebody else taken the
   * port in the meantime, theirs would answer.
   */
  private void awaitReady(RunningProcess running, Path log, int port)
      throws IOException, PortTakenException {
    try {
      await("the start of " + program)
          .pollInterval(Duration.ofMillis(5))
          .atMost(START_TIMEOUT)
          .until(() -> !running.process.isAlive() || isReady(log));
    } catch (RuntimeException | Error e) {
      running.kill();
      throw e;
    }
    if (!running.process.isAlive()) {
      String said = Files.readString(log);
      running.kill();
      if (said.contains("Address already in use")) {
        throw new PortTakenException(port);
      }
      throw new IllegalStateException(program + " ended at its start and said:\n" + said);
    }
  }

  private static boolean isReady(Path log) throws IOException {
    return Files.readString(log).contains("Ready to accept connections");
  }

  @Override
  public String toString() {
    return program.toString();
  }

  private record RunningProcess(Process process, Path directory) implements Running {

    @Override
    public void kill() {
      process.destroyForcibly().onExit().join();
      TemporaryDirectory.delete(directory);
    }

    @Override
    public void pause() {
      signal("-STOP");
    }

    @Override
    public void resume() {
      signal("-CONT");
    }

    /** Java can send no other signals than TERM and KILL. */
    private void signal(String signal) {
      try {
        int status =
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (status != 0) {
          throw new IllegalStateException("kill " + signal + " of the Redis ended with " + status);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("can not run kill", e);
      }
    }
  }
}
