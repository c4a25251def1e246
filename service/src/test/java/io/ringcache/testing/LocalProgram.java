package io.ringcache.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Any server as a child process, on a free port of 127.0.0.1, with a temporary directory of its
 * own. It and its own children are killed when it is closed, or when the JVM ends, interrupted or
 * not. Not thread-safe.
 */
public final class LocalProgram implements AutoCloseable {

  private final RunningProcess running;
  private final int port;

  private LocalProgram(RunningProcess running, int port) {
    this.running = running;
    this.port = port;
    ClosedAtExit.add(this);
  }

  /** Says how to start it; may put its files into the directory. */
  public interface Command {
    ProcessBuilder on(int port, Path directory) throws IOException;
  }

  /** Tells whether it serves. Asked again and again. */
  public interface Readiness {
    boolean isReached(int port, String log) throws IOException;
  }

  /**
   * Starts it; returns when it serves.
   *
   * @param name what the directory's name says
   * @throws IllegalStateException with its log, if it ends instead
   */
  public static LocalProgram start(String name, Command command, Readiness ready) {
    return FreePort.bind(
        port ->
            new LocalProgram(
                RunningProcess.start(
                    name,
                    directory ->
                        LoggedProcess.start(
                            command.on(port, directory),
                            directory.resolve(name + ".log"),
                            (process, log) -> ready.isReached(port, log),
                            port)),
                port));
  }

  /** Whether somebody takes connections there. */
  public static boolean isListening(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  public ProcessHandle process() {
    return running.process().toHandle();
  }

  @Override
  public void close() {
    List<ProcessHandle> children;
    try (Stream<ProcessHandle> descendants = running.process().descendants()) {
      children = descendants.toList();
    }
    running.process().destroyForcibly().onExit().join(); // first, lest it replaces its children
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
    running.kill();
    ClosedAtExit.remove(this);
  }
}
