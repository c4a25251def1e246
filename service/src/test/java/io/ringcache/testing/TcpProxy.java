package io.ringcache.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

  /** A frozen server whose backlog is full would hold up everyone. */
  private static final int CONNECT_MILLIS = 2_000;

  private final int serverPort;
  private final Line line = new Line();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Acceptor acceptor;

  private TcpProxy(int serverPort) {
    this.serverPort = serverPort;
    this.acceptor = Acceptor.start(this::connectThrough);
  }

  /** A proxy on a free port for the server on that port, both of 127.0.0.1. */
  public static TcpProxy to(int serverPort) {
    return new TcpProxy(serverPort);
  }

  public int port() {
    return acceptor.port();
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

  private void connectThrough(Socket client) {
    try {
      Socket server = new Socket();
      server.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MILLIS);
      ProxiedConnection connection = new ProxiedConnection(client, server, connections::remove);
      connections.add(connection);
      connection.start(line);
    } catch (IOException e) {
      Sockets.reset(client); // the server is down: so is this connection
    }
  }

  @Override
  public void close() {
    acceptor.close();
    cut();
  }
}
