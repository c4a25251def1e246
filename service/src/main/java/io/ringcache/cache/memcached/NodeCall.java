package io.ringcache.cache.memcached;

import com.google.code.yanf4j.buffer.IoBuffer;
import io.ringcache.cache.CacheException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.rubyeye.xmemcached.command.Command;
import net.rubyeye.xmemcached.command.CommandType;
import net.rubyeye.xmemcached.impl.MemcachedTCPSession;

/** A command for a node, and what its reply comes to. Thread-safe. */
final class NodeCall<T> {

  /**
   * A read that was lost with its connection may be sent over another that was lost too, which
   * nobody has noticed yet.
   */
  private static final int MOST_REPEATS = 3;

  private final String node;
  private final byte[] request;
  private final Supplier<ReplyReader<T>> readers;
  private final long deadlineNanos;
  private final Runnable whenDone;
  private final AtomicInteger repeats;
  private final AtomicBoolean done = new AtomicBoolean();
  private final CompletableFuture<T> result = new CompletableFuture<>();

  private NodeCall(
      String node,
      byte[] request,
      Supplier<ReplyReader<T>> readers,
      long deadlineNanos,
      int repeats,
      Runnable whenDone) {
    this.node = node;
    this.request = request;
    this.readers = readers;
    this.deadlineNanos = deadlineNanos;
    this.repeats = new AtomicInteger(repeats);
    this.whenDone = whenDone;
  }

  /**
   * A read: sent again where the connection is lost under it.
   *
   * @param readers makes one for each time it is sent
   * @param deadlineNanos by {@code System.nanoTime}
   * @param whenDone called once, before the result's stages
   */
  static <T> NodeCall<T> read(
      String node,
      byte[] request,
      Supplier<ReplyReader<T>> readers,
      long deadlineNanos,
      Runnable whenDone) {
    return new NodeCall<>(node, request, readers, deadlineNanos, MOST_REPEATS, whenDone);
  }

  /** A write, or whatever must not be sent twice. See {@link #read}. */
  static <T> NodeCall<T> once(
      String node, byte[] request, ReplyReader<T> reader, long deadlineNanos, Runnable whenDone) {
    return new NodeCall<>(node, request, () -> reader, deadlineNanos, 0, whenDone);
  }

  CompletableFuture<T> result() {
    return result;
  }

  boolean isDone() {
    return done.get();
  }

  boolean isOverdue(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  /** Whether it may be sent again; true a few times at most. */
  boolean mayRepeat(long nowNanos) {
    return !isOverdue(nowNanos) && repeats.getAndDecrement() > 0;
  }

  /** Whether it had not ended before. */
  boolean fail(CacheException why) {
    if (done.getAndSet(true)) {
      return false;
    }
    whenDone.run();
    result.completeExceptionally(why);
    return true;
  }

  /** xmemcached's view of the call, good for sending it once. */
  Command command(NodeSession session) {
    return new Sending(session);
  }

  private void complete(T value) {
    if (!done.getAndSet(true)) {
      whenDone.run();
      result.complete(value);
    }
  }

  private final class Sending extends Command {
    private final NodeSession session;
    private final ReplyReader<T> reader = readers.get();

    Sending(NodeSession session) {
      super(CommandType.GET_MANY); // any that xmemcached neither merges nor looks into
      this.session = session;
    }

    @Override
    public void encode() {
      setIoBuffer(IoBuffer.wrap(request));
    }

    /** Whether the reply is complete. On the reactor's thread. */
    @Override
    public boolean decode(MemcachedTCPSession unused, ByteBuffer in) {
      try {
        T value = reader.read(in);
        if (value == null) {
          return false;
        }
        session.answered(NodeCall.this);
        complete(value);
      } catch (ReplyReader.Unexpected e) {
        session.answered(NodeCall.this);
        fail(MemcachedErrors.translate(node, e.what()));
        if (!MemcachedErrors.isInOrder(e.what())) {
          throw session.givenUp(e.what());
        }
      }
      return true;
    }
  }
}
