package io.ringcache.cache.ring;

import io.ringcache.cache.NodeState;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** What a node's client counts while it works, for {@link NodeState}. Thread-safe, lock-free. */
public final class NodeCounts {

  private static final int KINDS = NodeState.BATCH_BOUNDS.size() + 1;

  private final LongAdder timeouts = new LongAdder();
  private final LongAdder lostConnections = new LongAdder();
  private final AtomicLongArray batches = new AtomicLongArray(KINDS);
  private final LongAdder sent = new LongAdder();

  /** A call has had no answer within its deadline. */
  public void timedOut() {
    timeouts.increment();
  }

  /** A connection that had worked is no more. */
  public void lostConnection() {
    lostConnections.increment();
  }

  /**
   * Some calls went out together.
   *
   * @param calls at least 1
   */
  public void sent(int calls) {
    int kind = Integer.SIZE - Integer.numberOfLeadingZeros(calls - 1); // 1, 2, up to 4, up to 8 …
    batches.getAndIncrement(Math.min(kind, KINDS - 1));
    sent.add(calls);
  }

  /** The node's state with what was counted; the other arguments are {@link NodeState}'s. */
  public NodeState state(
      String name,
      String address,
      NodeState.Condition condition,
      int connections,
      int connected,
      int queued,
      int queueCapacity) {
    return new NodeState(
        name,
        address,
        condition,
        connections,
        connected,
        queued,
        queueCapacity,
        timeouts.sum(),
        lostConnections.sum(),
        LongStream.range(0, KINDS).map(kind -> batches.get((int) kind)).boxed().toList(),
        sent.sum());
  }
}
