package io.ringcache.cli;

import java.util.Locale;

/** How far a long command has got, in one line that is written over; nothing where nobody looks. */
final class Progress {

  private static final int WIDTH = 30;
  private static final long EVERY_NANOS = 200_000_000;

  private final Terminal terminal;
  private final long total;
  private final String what;
  private long done;
  private long shown = System.nanoTime() - EVERY_NANOS;

  /**
   * Of that many things.
   *
   * @param total 0 if that is not known
   */
  Progress(Terminal terminal, long total, String what) {
    this.terminal = terminal;
    this.total = total;
    this.what = what;
  }

  void add(long more) {
    done += more;
    if (terminal.interactive() && System.nanoTime() - shown >= EVERY_NANOS) {
      shown = System.nanoTime();
      terminal.say("\r" + line(done, total, what));
    }
  }

  /** Takes the line away, so that what is said next has one of its own. */
  void end() {
    if (terminal.interactive()) {
      terminal.say("\r\u001b[K");
    }
  }

  static String line(long done, long total, String what) {
    if (total <= 0) {
      return String.format(Locale.ROOT, "%,d %s", done, what);
    }
    double share = Math.min(1, (double) done / total);
    int full = (int) (share * WIDTH);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %,d of %,d %s",
        "#".repeat(full),
        " ".repeat(WIDTH - full),
        (int) (100 * share),
        done,
        total,
        what);
  }
}
