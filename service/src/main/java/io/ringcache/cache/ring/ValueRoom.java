package io.ringcache.cache.ring;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the values of reads of many keys may take on the heap from when a node brings them until
 * they are handed over as one result. Thread-safe, never blocks.
 *
 * <p>How large values are shows only when they come. So whoever reads them from a node's connection
 * asks before each; what there is no room for is read past.
 */
public final class ValueRoom {

  /** One read, for as long as it is under way. Thread-safe. */
  public static final class Claim {

    /** Taken of all together at a time, for several small values. */
    private static final long STEP = 8 << 10;

    private final ValueRoom room;
    private long taken;
    private long used;
    private boolean ended;
    private volatile boolean refused;

    private Claim(ValueRoom room) {
      this.room = room;
    }

    /** Whether there was room for one more value; once there was none, there is none any more. */
    public synchronized boolean take(long bytes) {
      if (ended || refused) {
        return false;
      }
      long more = used + bytes - taken;
      if (more > 0) {
        more = Math.max(more, STEP);
        if (!room.take(more)) {
          refused = true;
          return false;
        }
        taken += more;
      }
      used += bytes;
      return true;
    }

    /** Whether a value was left out. */
    public boolean isRefused() {
      return refused;
    }

    /** What there was room for is somebody else's to count, or gone. */
    synchronized void end() {
      ended = true;
      room.held.addAndGet(-taken);
      taken = 0;
    }
  }

  private static final int PART_OF_HEAP = 8;

  private final AtomicLong held = new AtomicLong();
  private final long most;

  /** Room for so many bytes. */
  public ValueRoom(long most) {
    this.most = most;
  }

  /** An eighth of the heap. */
  static ValueRoom ofHeap() {
    return new ValueRoom(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** A read that begins. */
  public Claim claim() {
    return new Claim(this);
  }

  private boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }
}
