package io.ringcache.cache;

import java.util.List;

/**
 * How a node looks from this process, by what its client has counted so far. Immutable.
 *
 * @param address where it is: {@code host:port}
 * @param connections how many there are to be
 * @param connected how many of them work
 * @param queued calls that count against the queue's capacity
 * @param timeouts calls that were not answered within the deadline
 * @param lostConnections connections that had worked and were lost or given up
 * @param batches how often so many calls were sent together as {@link #BATCH_BOUNDS} says, the last
 *     for more than these
 * @param sent the calls in all of the batches
 */
public record NodeState(
    String name,
    String address,
    Condition condition,
    int connections,
    int connected,
    int queued,
    int queueCapacity,
    long timeouts,
    long lostConnections,
    List<Long> batches,
    long sent) {

  /** The largest batch of each kind but the last. */
  public static final List<Integer> BATCH_BOUNDS =
      List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);

  /** What calls on the node meet. */
  public enum Condition {
    /** They are sent. */
    UP,
    /** They are sent, or wait for a connection: one was lost, or there was none yet. */
    SUSPECT,
    /** They fail at once. */
    DOWN,
    /**
     * What the node must not show is being removed. They wait for it, or fail at once where it may
     * be much.
     */
    REJOINING
  }

  public NodeState {
    batches = List.copyOf(batches);
    if (batches.size() != BATCH_BOUNDS.size() + 1) {
      throw new IllegalArgumentException("as many kinds of batches as have bounds, and one more");
    }
  }

  /** The same with another condition. */
  public NodeState in(Condition other) {
    return new NodeState(
        name,
        address,
        other,
        connections,
        connected,
        queued,
        queueCapacity,
        timeouts,
        lostConnections,
        batches,
        sent);
  }
}
