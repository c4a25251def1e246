package io.ringcache.cli;

import org.jspecify.annotations.Nullable;

/** A command that can not go on: what is said on standard error, and the exit code. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exit;
  private final String said;

  Failure(int exit, @Nullable String message) {
    super(message);
    this.exit = exit;
    this.said = String.valueOf(message);
  }

  String said() {
    return said;
  }

  int exit() {
    return exit;
  }
}
