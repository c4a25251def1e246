package io.ringcache.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a {@code redis-server} program as a child process, in a temporary directory of its own.
 */
final class RedisProgram implements ServerSource {

  private static final String READY = "Ready to accept connections";

  private final Path program;

  RedisProgram(Path program) {
    this.program = program;
  }

  @Override
  public RestartableServer start(int port, List<String> args) throws PortTakenException {
    return RunningProcess.start(
        "redis",
        directory ->
            LoggedProcess.start(
                command(port, directory, args), directory.resolve("redis.log"), READY, port));
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
}
