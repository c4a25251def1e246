package io.ringcache.cache.memcached;

import com.google.code.yanf4j.core.EventType;
import com.google.code.yanf4j.core.WriteMessage;
import com.google.code.yanf4j.nio.NioSessionConfig;
import io.ringcache.cache.ring.Breaker;
import io.ringcache.cache.ring.NodeCounts;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
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
 * asked for ends it: xmemcached's reactor would wait for somebody to ask. And what is queued is
 * written together, by the reactor: see {@link NodeReactor}.
 */
final class NodeSession extends MemcachedTCPSession {

  private static final int OUT_BYTES = 32 * 1024;

  private final Set<NodeCall<?>> underWay = ConcurrentHashMap.newKeySet();

  private final NodeReactor reactor;
  private final NodeCounts counts;
  private final SocketAddress localEnd;
  private final AtomicBoolean writeAsked = new AtomicBoolean();

  // For the reactor only.
  private final ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES).limit(0);
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private int taken;

  private volatile @Nullable BiConsumer<NodeSession, String> whenLost;
  private volatile @Nullable Breaker breaker;
  private volatile String whyLost = "the connection was lost";

  NodeSession(
      NioSessionConfig config,
      int readBufferSize,
      MemcachedOptimizer optimizer,
      CommandFactory commands,
      NodeReactor reactor,
      NodeCounts counts) {
    super(config, readBufferSize, optimizer, 0, commands);
    this.reactor = reactor;
    this.counts = counts;
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
    Breaker told = breaker;
    if (told != null) {
      told.answered();
    }
  }

  /** From now on the breaker is told of each answer: not of those of the handshake. */
  void servesFor(Breaker breaker) {
    this.breaker = breaker;
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
    reactor.wake(); // it is the one who really closes the socket
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
      reactor.write(this);
    }
  }

  /**
   * Writes what is queued, as much of it at a time as there is. By the reactor only: with two at
   * it, replies would not come in the order of the calls.
   */
  @Override
  protected void onWrite(SelectionKey key) {
    writeAsked.set(false);
    taken = 0;
    try {
      while (out.hasRemaining() || fill()) {
        if (((WritableByteChannel) selectableChannel).write(out) == 0) {
          selectorManager.registerSession(this, EventType.ENABLE_WRITE);
          return;
        }
      }
    } catch (IOException e) {
      close();
    } finally {
      if (taken > 0) {
        counts.sent(taken);
      }
    }
  }

  /** Whether there was anything to write. */
  private boolean fill() {
    out.clear();
    while (out.hasRemaining() && (unsent.hasRemaining() || next())) {
      int length = Math.min(out.remaining(), unsent.remaining());
      out.put(out.position(), unsent, unsent.position(), length).position(out.position() + length);
      unsent.position(unsent.position() + length);
    }
    return out.flip().hasRemaining();
  }

  private boolean next() {
    Command command = (Command) writeQueue.poll();
    if (command == null) {
      return false;
    }
    commandAlreadySent.add(command);
    taken++;
    unsent = command.getIoBuffer().buf();
    return true;
  }

  /** Reads what has arrived, then writes what was sent because of it. */
  @Override
  protected void onRead(SelectionKey key) {
    reactor.read(this::receive);
  }

  /** Reads once: where more has arrived than there is room for, the reactor comes back. */
  private void receive() {
    try {
      if (((ReadableByteChannel) selectableChannel).read(readBuffer.buf()) < 0) {
        close();
        return;
      }
      readBuffer.flip();
      decode();
      readBuffer.compact();
      selectorManager.registerSession(this, EventType.ENABLE_READ);
    } catch (IOException e) {
      close();
    }
  }

  @Override
  public void takeCurrentCommand() {
    Command next = commandAlreadySent.poll();
    if (next == null) {
      throw givenUp("a reply that nobody asked for");
    }
    setCurrentCommand(next);
  }
}
