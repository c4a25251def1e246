package io.ringcache.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The start of a server as a child process with a log. */
final class LoggedProcess {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** Tells whether a server that was started takes connections. Asked again and again. */
  interface Readiness {
    boolean isReached(Process process, String log) throws IOException;
  }

  private LoggedProcess() {}

  /**
   * Starts one that says in its log when it is ready; returns then.
   *
   * <p>Waits for the log's word rather than for an answer on the port: had somebody else taken the
   * port in the meantime, theirs would answer.
   *
   * @param log written anew
   * @param ready what the log says then
   * @throws PortTakenException if someone else has the port; no process is left then
   * @throws IllegalStateException with the log, if it ends instead
   */
  static Process start(List<String> command, Path log, String ready, int port)
      throws IOException, PortTakenException {
    return start(command, log, (process, said) -> said.contains(ready), port);
  }

  /**
   * Starts one that is ready when it is found to be; returns then.
   *
   * @param log written anew
   * @throws PortTakenException if someone else has the port; no process is left then
   * @throws IllegalStateException with the log, if it ends instead
   */
  static Process start(List<String> command, Path log, Readiness ready, int port)
      throws IOException, PortTakenException {
    return start(new ProcessBuilder(command), log, ready, port);
  }

  /** As the other, with more than a command. */
  static Process start(ProcessBuilder builder, Path log, Readiness ready, int port)
      throws IOException, PortTakenException {
    List<String> command = builder.command();
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LC_ALL", "C"); // the log is read here, in English
    Process process = builder.start();
    try {
      await("the start of " + command)
          .pollInterval(Duration.ofMillis(5))
          .atMost(START_TIMEOUT)
          .until(() -> !process.isAlive() || ready.isReached(process, Files.readString(log)));
    } catch (RuntimeException | Error e) {
      List<ProcessHandle> family =
          Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
      family.forEach(ProcessHandle::destroyForcibly);
      family.forEach(member -> member.onExit().join());
      throw e;
    }
    if (!process.isAlive()) {
      String said = Files.readString(log);
      if (said.contains("Address already in use")) {
        throw new PortTakenException(port);
      }
      throw new IllegalStateException(command.get(0) + " ended at its start and said:\n" + said);
    }
    return process;
  }
}
