package io.ringcache.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a {@code memcached} program as a child process. */
final class MemcachedProgram implements ServerSource {

  private static final int ANSWER_TIMEOUT_MILLIS = 1000;

  private final Path program;

  MemcachedProgram(Path program) {
    this.program = program;
  }

  @Override
  public RestartableServer start(int port, List<String> args) throws PortTakenException {
    return RunningProcess.start(
        "memcached",
        directory ->
            LoggedProcess.start(
                command(port, args),
                directory.resolve("memcached.log"),
                (process, log) -> answers(process.pid(), port),
                port));
  }

  /** Nobody is whom root's becomes; it is not to run as root, and ignores the name for others. */
  private List<String> command(int port, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-u", "nobody", "-l", "127.0.0.1", "-U", "0"));
    command.addAll(List.of("-p", Integer.toString(port)));
    command.addAll(args);
    return command;
  }

  /**
   * Whether this very process answers there. Its log says nothing when it starts, or too much: with
   * {@code -vv} also every command.
   */
  private static boolean answers(long pid, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_TIMEOUT_MILLIS);
      socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
      socket.getOutputStream().write("stats\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader reply =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return ("STAT pid " + pid).equals(reply.readLine()); // the first it says
    } catch (IOException e) {
      return false; // not yet
    }
  }

  @Override
  public String toString() {
    return program.toString();
  }
}
