package io.ringcache.bench.process;

/**
 * What the line of {@code /proc/PID/stat}, or of one thread's, says, as <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc(5)</a> has it.
 *
 * @param name of the program or the thread, 15 characters at most
 * @param ownTicks the processor's time, user and system
 * @param childrenTicks the same of the children that have ended and been waited for
 */
record ProcStat(String name, long ownTicks, long childrenTicks) {

  /** Where the fields of the times are, counted from the one after the name, which is the third. */
  private static final int UTIME = 14 - 3;

  /** The name stands in parentheses, and may have some in it, and spaces. */
  static ProcStat parse(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 0 || close < open) {
      throw new IllegalArgumentException("no line of /proc/PID/stat: " + line);
    }
    String[] fields = line.substring(close + 1).strip().split(" ", -1);
    return new ProcStat(
        line.substring(open + 1, close),
        Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]),
        Long.parseLong(fields[UTIME + 2]) + Long.parseLong(fields[UTIME + 3]));
  }
}
