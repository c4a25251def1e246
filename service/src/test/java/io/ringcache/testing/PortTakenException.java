package io.ringcache.testing;

import org.jspecify.annotations.Nullable;

/** Someone else listens on the port that a server was to be started on. */
final class PortTakenException extends Exception {

  private static final long serialVersionUID = 1L;

  PortTakenException(int port) {
    this(port, null);
  }

  PortTakenException(int port, @Nullable Throwable cause) {
    super("port " + port + " is taken", cause);
  }

  /** Whether this is what Docker means with that failure. */
  static boolean isMeantBy(Throwable dockersFailure) {
    for (Throwable t = dockersFailure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.contains("port is already allocated")
          || message.contains("address already in use")) {
        return true;
      }
    }
    return false;
  }
}
