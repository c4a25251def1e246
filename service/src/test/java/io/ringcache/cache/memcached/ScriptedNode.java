package io.ringcache.cache.memcached;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A node that answers as a test tells it, and remembers every command line. Introductions and
 * heartbeats it answers itself, and forgets.
 */
final class ScriptedNode implements AutoCloseable {

  /** An answer that is a reset of the connection. */
  static final String RESET = "";

  private final ServerSocket listener;
  private final UnaryOperator<String> script;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private ScriptedNode(ServerSocket listener, UnaryOperator<String> script) {
    this.listener = listener;
    this.script = script;
  }

  /**
   * Starts one.
   *
   * @param script from a command line, without its end and without the value behind it, to the
   *     answer with its line ends
   */
  static ScriptedNode start(UnaryOperator<String> script) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ScriptedNode node = new ScriptedNode(listener, script);
      daemon(node::acceptAll);
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The command lines so far. */
  List<String> heard() {
    return heard;
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listener.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        String line = readLine(in);
        if (line.startsWith("set ") || line.startsWith("add ") || line.startsWith("cas ")) {
          in.readNBytes(Integer.parseInt(line.split(" ", -1)[4]) + 2);
        }
        String answer = answer(line);
        if (answer.equals(RESET)) {
          client.setSoLinger(true, 0);
          return;
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      return; // the client went away
    }
  }

  private String answer(String line) {
    return switch (line) {
      case "stats" -> "STAT pid 1\r\nSTAT uptime 1\r\nSTAT time 1700000000\r\nEND\r\n";
      case "stats settings" -> "STAT item_size_max 1048576\r\nEND\r\n";
      case "stats conns" -> "END\r\n";
      case "version" -> "VERSION 1.6.0\r\n";
      default -> {
        heard.add(line);
        yield script.apply(line);
      }
    };
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) != '\n') {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new IllegalStateException("a command without its end: " + line);
    }
    return line.substring(0, line.length() - 1);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-node");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
