package io.ringcache.testing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One client of a {@link ScriptedServer}, as its script sees it. Text is UTF-8; line ends are
 * written out. Not thread-safe.
 */
public final class ScriptedClient {

  private final Socket socket;
  private final InputStream in;

  ScriptedClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Waits for a Redis command and returns its words. What clients send to set a connection up
   * ({@code HELLO}, {@code AUTH}, {@code CLIENT}, {@code SELECT}, {@code PING}) is answered on the
   * way as Redis does, and not returned.
   *
   * @throws EOFException if the client hangs up instead
   */
  public List<String> nextCommand() throws IOException {
    while (true) {
      List<String> command = readCommand();
      switch (command.get(0).toUpperCase(Locale.ROOT)) {
        case "HELLO" -> send(hello(command));
        case "PING" -> send("+PONG\r\n");
        case "AUTH", "CLIENT", "SELECT" -> send("+OK\r\n");
        default -> {
          return command;
        }
      }
    }
  }

  /** Waits for a Redis command of any kind and returns its words; nothing is answered. */
  public List<String> readCommand() throws IOException {
    int words = readCount('*');
    List<String> command = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      int length = readCount('$');
      byte[] word = in.readNBytes(length);
      if (word.length < length || !readLine().isEmpty()) {
        throw new EOFException("the client hung up within a word");
      }
      command.add(new String(word, StandardCharsets.UTF_8));
    }
    return command;
  }

  /** Sends it at once. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends it at once. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends a byte at a time, with that pause before each. */
  public void trickle(String text, Duration pause) throws IOException, InterruptedException {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      socket.getOutputStream().write(b);
    }
  }

  /** Says nothing more until the client hangs up; what it sends is read and thrown away. */
  public void stall() throws IOException {
    while (in.read() >= 0) {
      // not interested
    }
  }

  /** Ends the connection with a reset. The end of the script would end it politely. */
  public void reset() {
    Sockets.reset(socket);
  }

  private int readCount(char kind) throws IOException {
    String line = readLine();
    if (line.isEmpty() || line.charAt(0) != kind) {
      throw new IllegalStateException(
          "expected " + kind + " and a number from the client: " + line);
    }
    return Integer.parseInt(line.substring(1));
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) != '\n') {
      if (c < 0) {
        throw new EOFException("the client hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** In the protocol asked for: a map is a RESP3 one, or a flat array. */
  private static String hello(List<String> command) {
    String protocol = command.size() > 1 ? command.get(1) : "2";
    return (protocol.equals("3") ? "%3" : "*6")
        + "\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$5\r\n7.2.0\r\n$5\r\nproto\r\n:"
        + protocol
        + "\r\n";
  }
}
