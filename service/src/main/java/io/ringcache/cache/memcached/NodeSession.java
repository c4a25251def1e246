package io.ringcache.cache.memcached;

import com.google.code.yanf4j.core.EventType;
import com.google.code.yanf4j.core.WriteMessage;
import com.google.code.yanf4j.nio.NioSessionConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import net.rubyeye.xmemcached.CommandFactory;
import net.rubyeye.xmemcached.MemcachedOptimizer;
import net.rubyeye.xmemcached.command.Command;
import net.rubyeye.xmemcached.exception.MemcachedDecodeException;
import net.rubyeye.xmemcached.impl.MemcachedTCPSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node, from handshake to end, with the calls under way on it. Thread-safe,
 * blocks nobody.
 *
 * <p>xmemcached's session with four things changed. It loses no call: xmemcached forgets those that
 * were not yet written. It ends with a reset and at once: xmemcached first writes, for up to three
 * seconds, what was queued, and a write that was given up must not arrive. A reply that nobody
 * asked for ends it: xmemcached's reactor would wait for somebody to ask. And it wakes the reactor
 * by itself: xmemcached's own wake-up gets lost now and then, for a second.
 */
final class NodeSession extends MemcachedTCPSession {

  private final Set<NodeCall<?>> underWay = ConcurrentHashMap.newKeySet();

  private final SocketAddress localEnd;
  private final AtomicBoolean writeAsked = new AtomicBoolean();
  private final Runnable wakeReactor;

  private volatile @Nullable BiConsumer<NodeSession, String> whenLost;
  private volatile String whyLost = "the connection was lost";

  NodeSession(
      NioSessionConfig config,
      int readBufferSize,
      MemcachedOptimizer optimizer,
      CommandFactory commands,
      Runnable wakeReactor) {
    super(config, readBufferSize, optimizer, 0, commands);
    this.wakeReactor = wakeReactor;
    this.localEnd = socket().getLocalSocketAddress(); // a closed one does not know it any more
    setAllowReconnect(false); // that is NodeConnection's business
  }

  /** Says who takes the calls that were under way when it was lost; called before the first. */
  void whenLost(BiConsumer<NodeSession, String> listener) {
    whenLost = listener;
    if (isClosed()) {
      listener.accept(this, whyLost);
    }
  }

  /** The address that the node sees, unless it is translated on the way. */
  SocketAddress localEnd() {
    return localEnd;
  }

  /** Sends a call; false if the connection is lost already. */
  boolean send(NodeCall<?> call) {
    if (isClosed()) {
      return false;
    }
    underWay.add(call);
    write(call.command(this));
    if (isClosed()) {
      tellLost(); // the one who closed it may not have seen this call
    }
    return true;
  }

  /** Calls without a reply. */
  int load() {
    return underWay.size();
  }

  /** Whether a call is overdue. */
  boolean isOverdue(long nowNanos) {
    for (NodeCall<?> call : underWay) {
      if (call.isOverdue(nowNanos)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the calls away that are without a reply: each is given to one taker only. */
  List<NodeCall<?>> takeAll() {
    List<NodeCall<?>> taken = new ArrayList<>();
    for (NodeCall<?> call : List.copyOf(underWay)) {
      if (underWay.remove(call)) {
        taken.add(call);
      }
    }
    return taken;
  }

  void answered(NodeCall<?> call) {
    underWay.remove(call);
  }

  /** Ends the connection; what to throw within xmemcached then. */
  MemcachedDecodeException givenUp(String why) {
    end(why);
    return new MemcachedDecodeException(why);
  }

  /** Ends the connection with a reset. */
  void end(String why) {
    whyLost = why;
    close();
  }

  @Override
  public void close() {
    try {
      selectableChannel.close(); // a reset, by SO_LINGER; what is queued can't go out any more
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
    super.close();
    wakeReactor.run(); // it is the one who really closes the socket
    tellLost();
  }

  private void tellLost() {
    BiConsumer<NodeSession, String> listener = whenLost;
    if (listener != null) {
      listener.accept(this, whyLost);
    }
  }

  /** Has the reactor write, once for all that is queued until it does. */
  @Override
  public void writeFromUserCode(WriteMessage message) {
    writeQueue.add(message);
    if (!writeAsked.getAndSet(true)) {
      selectorManager.registerSession(this, EventType.WRITEABLE);
      wakeReactor.run();
    }
  }

  // By the reactor only: with two at it, xmemcached would write one command twice and another
  // never.
  @Override
  protected void onWrite(SelectionKey key) {
    writeAsked.set(false);
    super.onWrite(key);
  }

  @Override
  public void takeCurrentCommand() {
    Command next = commandAlreadySent.poll();
    if (next == null) {
      throw givenUp("a reply that nobody asked for");
    }
    setCurrentCommand(next);
  }

  /** Never: it would hold up the reactor. */
  @Override
  public void setUseBlockingRead(boolean ignored) {
    super.setUseBlockingRead(false);
  }
}
