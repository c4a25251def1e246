package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that is a child process, with a temporary directory of its own. */
record RunningProcess(Process process, Path directory, Starter starter)
    implements RestartableServer {

  /** Starts a process that may keep its files in the directory. */
  interface Starter {
    Process start(Path directory) throws IOException, PortTakenException;
  }

  /**
   * Makes the directory and starts the process; where that fails, nothing is left.
   *
   * @param name what the directory's name says
   */
  static RunningProcess start(String name, Starter starter) throws PortTakenException {
    try {
      Path directory = Files.createTempDirectory("ringcache-" + name + "-");
      try {
        return new RunningProcess(starter.start(directory), directory, starter);
      } catch (IOException | PortTakenException | RuntimeException | Error e) {
        TemporaryDirectory.delete(directory);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can not start " + name, e);
    }
  }

  @Override
  public void kill() {
    process.destroyForcibly().onExit().join();
    TemporaryDirectory.delete(directory);
  }

  @Override
  public RestartableServer again() throws PortTakenException {
    process.destroyForcibly().onExit().join();
    try {
      return new RunningProcess(starter.start(directory), directory, starter);
    } catch (IOException e) {
      throw new UncheckedIOException("can not start again in " + directory, e);
    }
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
