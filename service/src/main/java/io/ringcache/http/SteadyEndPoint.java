package io.ringcache.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that asks the kernel for less. Thread-safe as its superclass is.
 *
 * <p>Where a request is answered by another thread than the selector's, Jetty takes the socket out
 * of the selector's set while that lasts, puts it back by waking the selector, and before that
 * looks twice for a request that is not there: six system calls, as many as all the rest of a
 * request takes. Here,
 *
 * <ul>
 *   <li>the socket stays in the set while a request is under way. Only one that has something to
 *       read then, such as a client that sends its next request without waiting, is taken out: the
 *       selector, which is level-triggered, would report it over and over.
 *   <li>after a read that has emptied the socket, nothing is read until the selector has seen
 *       something there. Whoever finds nothing asks the selector to tell, and that reports what has
 *       come in between.
 * </ul>
 */
final class SteadyEndPoint extends CountedEndPoint {

  private final ManagedSelector selector;

  /** Whether the last read has taken all there was, and the selector has seen nothing since. */
  private volatile boolean emptied;

  /** Whether the selector is to tell when more can be written. */
  private volatile boolean flushing;

  /** Whether the selector's set may stay as it is after this selection. The selector's thread. */
  private boolean staysInterested;

  SteadyEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    this.selector = selector;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (emptied && isOpen() && !isInputShutdown()) {
      return 0;
    }
    int room = buffer.capacity() - buffer.remaining();
    int filled = super.fill(buffer);
    if (filled >= 0 && filled < room) {
      // Should the selector have looked in between, it looks again for whoever is interested then.
      emptied = true;
    }
    return filled;
  }

  @Override
  public Runnable onSelected() {
    boolean wasFlushing = flushing;
    flushing = false;
    emptied = false;
    staysInterested = !wasFlushing && isFillInterested();
    return super.onSelected();
  }

  /**
   * After a selection, and when somebody has asked for it. What is left out here is made up for by
   * the next selection: until then, Jetty takes an update for pending, and asks for no other.
   */
  @Override
  public void updateKey() {
    if (staysInterested) {
      staysInterested = false;
    } else {
      super.updateKey();
    }
  }

  @Override
  protected void onIncompleteFlush() {
    flushing = true;
    super.onIncompleteFlush();
    selector.submit(set -> super.updateKey());
  }
}
