package io.ringcache.cli;

/** A command that can not go on: what is said on standard error, and the exit code. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exit;

  Failure(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
