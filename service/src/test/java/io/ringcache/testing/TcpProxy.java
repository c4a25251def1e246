package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bad line between a client and a server on this machine: passes bytes on, until it is told to
 * delay, stall or trickle them, or to lose a connection. Thread-safe; what it is told holds for the
 * open connections and for the new ones.
 *
 * <p>A stalled line behaves like a partition: what was sent into it arrives when it {@link #pass
 * passes} again, unless the sender has reset its connection meanwhile. A connection that was closed
 * politely has its bytes delivered first, as TCP does.
 */
public final class TcpProxy implements AutoCloseable {

  private final int serverPort;
  private final ServerSocket listener;
  private final Line line = new Line();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

  private TcpProxy(int serverPort, ServerSocket listener) {
    this.serverPort = serverPort;
    this.listener = listener;
  }

  /** A proxy on a free port for the server on that port, both of 127.0.0.1. */
  public static TcpProxy to(int serverPort) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TcpProxy proxy = new TcpProxy(serverPort, listener);
      DaemonThread.start("tcp-proxy-" + listener.getLocalPort(), proxy::acceptAll);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** As a configuration has it: {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Everything at once, as at the start. */
  public void pass() {
    line.set(Line.Mode.PASSING);
  }

  /** Adds a latency to each direction; order is kept, throughput is not limited. */
  public void delay(Duration latency) {
    line.set(Line.Mode.delaying(latency));
  }

  /** Nothing arrives any more in either direction; connections stay open and new ones are taken. */
  public void stall() {
    line.set(Line.Mode.STALLED);
  }

  /** What the server says arrives a byte at a time, with that pause before each. */
  public void trickle(Duration pause) {
    line.set(Line.Mode.trickling(pause));
  }

  /** Resets the open connections, on both sides. */
  public void cut() {
    snapshot().forEach(ProxiedConnection::reset);
  }

  /**
   * Loses the server's side of the open connections without telling the clients, as when a machine
   * is switched off: theirs stay open, and silent for ever. New connections are not concerned.
   */
  public void halfOpen() {
    snapshot().forEach(ProxiedConnection::loseServer);
  }

  private List<ProxiedConnection> snapshot() {
    return List.copyOf(connections);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = listener.accept();
      try {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        ProxiedConnection connection = new ProxiedConnection(client, server, connections::remove);
        connections.add(connection);
        connection.start(line);
      } catch (IOException e) {
        Sockets.reset(client); // the server is down: so is this connection
      }
    }
  }

  @Override
  public void close() {
    Sockets.close(listener);
    cut();
  }
}
