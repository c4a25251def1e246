package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a {@code redis-server} program as a child process, in a temporary directory of its own.
 */
final class RedisProgram implements RedisSource {

  private final Path program;

  RedisProgram(Path program) {
    this.program = program;
  }

  @Override
  public RunningServer start(int port, List<String> args) throws PortTakenException {
    try {
      Path directory = Files.createTempDirectory("ringcache-redis-");
      try {
        Process process =
            LoggedProcess.start(
                command(port, directory, args),
                directory.resolve("redis.log"),
                "Ready to accept connections",
                port);
        return new RunningProcess(process, directory);
      } catch (IOException | PortTakenException | RuntimeException | Error e) {
        TemporaryDirectory.delete(directory);
        throw e;
      }
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

  @Override
  public String toString() {
    return program.toString();
  }

  private record RunningProcess(Process process, Path directory) implements RunningServer {

    @Override
    public void kill() {
      process.destroyForcibly().onExit().join();
      TemporaryDirectory.delete(directory);
    }

    @Override
    public void pause() {
      Signal.STOP.send(process.toHandle());
    }

    @Override
    public void resume() {
      Signal.CONT.send(process.toHandle());
    }
  }
}
