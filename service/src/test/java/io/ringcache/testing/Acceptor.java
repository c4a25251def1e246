package io.ringcache.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** Takes connections on a free port of 127.0.0.1 and hands them on, one after the other. */
final class Acceptor implements AutoCloseable {

  private final ServerSocket listener;
  private final Thread thread;

  private Acceptor(ServerSocket listener, Consumer<Socket> taker) {
    this.listener = listener;
    this.thread =
        DaemonThread.start(
            "accepts-" + listener.getLocalPort(),
            () -> {
              while (true) {
                taker.accept(listener.accept());
              }
            });
  }

  static Acceptor start(Consumer<Socket> taker) {
    try {
      return new Acceptor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), taker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /**
   * Takes no more connections. Waits for the thread, because the JVM hands out a connection that
   * comes in while it closes the listener: after the return all that were taken are handed on.
   */
  @Override
  public void close() {
    Sockets.close(listener);
    DaemonThread.awaitEnd(thread);
  }
}
