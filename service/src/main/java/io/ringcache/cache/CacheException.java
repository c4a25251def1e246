package io.ringcache.cache;

/**
 * Why a backend could not do what it was asked: the closed set that the HTTP side translates. A
 * backend's own exceptions never leave its package. Without a stack trace: it says nothing about an
 * asynchronous call, and costs more than the call.
 */
public abstract sealed class CacheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private CacheException(String message) {
    super(message, null, false, false);
  }

  /** The node is known not to answer, or the connection was lost on the way. */
  public static final class NodeUnavailable extends CacheException {
    private static final long serialVersionUID = 1L;

    private final String why;

    public NodeUnavailable(String node, String why) {
      super("node " + node + " is unavailable: " + why);
      this.why = why;
    }

    /** The same without the node. */
    public String why() {
      return why;
    }
  }

  /** The nodes are filled by another ring than this process', so it serves nothing. */
  public static final class RingDiffers extends CacheException {
    private static final long serialVersionUID = 1L;

    public RingDiffers(String how) {
      super(how);
    }
  }

  /** The node did not answer within the deadline: a write may or may not have happened. */
  public static final class NodeTimeout extends CacheException {
    private static final long serialVersionUID = 1L;

    public NodeTimeout(String node, long millis) {
      super("node " + node + " did not answer within " + millis + " ms");
    }
  }

  /** There are too many requests before this one: nothing was changed. */
  public static final class NodeBusy extends CacheException {
    private static final long serialVersionUID = 1L;

    public NodeBusy(String node, int queued) {
      this(node, "it has " + queued + " requests queued");
    }

    public NodeBusy(String node, String why) {
      super("node " + node + " is busy: " + why);
    }
  }

  /** There is no room and none can be made: nothing was stored. */
  public static final class StorageFull extends CacheException {
    private static final long serialVersionUID = 1L;

    public StorageFull(String why) {
      super(why);
    }
  }

  /** The value can never fit: nothing was stored. */
  public static final class ValueTooLarge extends CacheException {
    private static final long serialVersionUID = 1L;

    public ValueTooLarge(String why) {
      super(why);
    }
  }

  /** What the write required of the present value does not hold: nothing has changed. */
  public static final class PreconditionFailed extends CacheException {
    private static final long serialVersionUID = 1L;

    public PreconditionFailed() {
      super("the key's present value is another");
    }
  }

  /** The value to be added to is no 64-bit integer, or the sum is none: nothing has changed. */
  public static final class NotAnInteger extends CacheException {
    private static final long serialVersionUID = 1L;

    public NotAnInteger(String why) {
      super(why);
    }
  }

  /** The node answered something that the protocol does not have: a defect, here or there. */
  public static final class Protocol extends CacheException {
    private static final long serialVersionUID = 1L;

    public Protocol(String node, String what) {
      super("node " + node + " answered unexpectedly: " + what);
    }
  }
}
