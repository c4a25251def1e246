package io.ringcache.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process has been given, and so can give to its clients. */
final class Machine {

  /** More than one takes while it has nothing to say, with what its requests take at times. */
  private static final long HEAP_PER_CONNECTION = 32 << 10;

  private static final int MOST_CONNECTIONS = 10_000;

  /** A value's characters as they are read, and the buffers that grow around them, in its bytes. */
  static final int WORK = 6;

  private Machine() {}

  static long heapBytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /** How many connections there is room for: heap, and three quarters of the open files. */
  static int connections() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE;
    return (int)
        Math.max(
            1,
            Math.min(MOST_CONNECTIONS, Math.min(heapBytes() / HEAP_PER_CONNECTION, files / 4 * 3)));
  }

  /**
   * How many large bodies are handled at a time: an eighth of the heap, at no more than two a
   * processor.
   */
  static int largeBodiesAtATime(int maxValueBytes) {
    long room = heapBytes() / 8 / (WORK * (long) maxValueBytes);
    return (int) Math.max(1, Math.min(room, 2L * Runtime.getRuntime().availableProcessors()));
  }
}
