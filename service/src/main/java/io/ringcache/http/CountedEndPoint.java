package io.ringcache.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connection that knows how much of what it was to send has gone out. */
class CountedEndPoint extends SocketChannelEndPoint {

  private final AtomicLong sent = new AtomicLong();

  CountedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = remaining(buffers);
    boolean all = super.flush(buffers);
    long after = all ? 0 : remaining(buffers);
    sent.lazySet(sent.get() + before - after); // one thread writes at a time
    return all;
  }

  private static long remaining(ByteBuffer... buffers) {
    long remaining = 0;
    for (ByteBuffer buffer : buffers) {
      remaining += buffer.remaining();
    }
    return remaining;
  }

  /** In bytes, so far; may be behind. */
  long sentBytes() {
    return sent.get();
  }
}
