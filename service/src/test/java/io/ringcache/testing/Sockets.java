package io.ringcache.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** The two ways to end a connection. */
final class Sockets {

  private Sockets() {}

  /** Politely (FIN): what was written still arrives. */
  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a reset (RST): what has not arrived never will. No effect on a closed one. */
  static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      close(socket); // somebody else was faster
    }
  }
}
