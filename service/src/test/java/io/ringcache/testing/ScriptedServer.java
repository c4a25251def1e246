package io.ringcache.testing;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that misbehaves as a test tells it, on a free port of 127.0.0.1. It plays the script
 * once for each connection, each on a thread of its own, and hangs up at its end. A client that
 * goes away ends the script; any other failure in it is thrown by {@link #close}.
 *
 * <pre>{@code
 * try (ScriptedServer server = ScriptedServer.start(client -> {
 *   client.nextCommand();
 *   client.send("$5\r\nhal");
 *   client.stall();
 * })) {
 *   connectTo(server.address());
 * }
 * }</pre>
 */
public final class ScriptedServer implements AutoCloseable {

  /** What is done to one client. */
  @FunctionalInterface
  public interface Script {
    void play(ScriptedClient client) throws IOException, InterruptedException;
  }

  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<Thread> players = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Acceptor acceptor;

  private ScriptedServer(Script script) {
    this.script = script;
    this.acceptor = Acceptor.start(this::perform);
  }

  public static ScriptedServer start(Script script) {
    return new ScriptedServer(script);
  }

  public int port() {
    return acceptor.port();
  }

  /** As a configuration has it: {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port();
  }

  /** How many connections there were so far. */
  public int accepted() {
    return accepted.get();
  }

  private void perform(Socket client) {
    open.add(client);
    players.add(DaemonThread.start("script-" + accepted.incrementAndGet(), () -> play(client)));
  }

  private void play(Socket socket) throws InterruptedException {
    try {
      socket.setTcpNoDelay(true);
      script.play(new ScriptedClient(socket));
    } catch (EOFException | SocketException e) {
      return; // the client went away, or close() ended the scene
    } catch (IOException | RuntimeException | AssertionError e) {
      failures.add(e);
    } finally {
      Sockets.close(socket);
      open.remove(socket);
    }
  }

  /**
   * Ends all connections and waits for the scripts.
   *
   * @throws AssertionError if a script failed
   */
  @Override
  public void close() {
    acceptor.close();
    players.forEach(Thread::interrupt);
    open.forEach(Sockets::reset);
    players.forEach(DaemonThread::awaitEnd);
    Throwable failure = failures.poll();
    if (failure != null) {
      throw new AssertionError("a script failed: " + failure, failure);
    }
  }
}
