package io.ringcache.cli;

/** How a command ends, for scripts. */
final class Exit {

  static final int DONE = 0;

  /** What was asked for is not there, or was not to be replaced. */
  static final int NOT_FOUND = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** The service refuses: it would do so again. */
  static final int REFUSED = 3;

  /** No service, no answer, or one that may be another one later. */
  static final int UNAVAILABLE = 4;

  /** Done in part: bad lines of an import, entries that could not be read. */
  static final int PARTLY = 5;

  /** Whoever reads the output has gone, as the shell counts SIGPIPE. */
  static final int NOBODY_READS = 141;

  private Exit() {}
}
