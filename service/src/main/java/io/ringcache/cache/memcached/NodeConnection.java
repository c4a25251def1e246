package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.ring.Breaker;
import io.ringcache.cache.ring.NodeCounts;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in a node's crew of connections, with an owner thread that connects, introduces itself,
 * and connects anew when the connection is lost. Thread-safe. Nobody but the owner ever waits for
 * the node.
 *
 * <pre>
 *             connected               lost
 *  CONNECTING ---------> UP ------------------------> CONNECTING
 *      | refused                                        ^ (or DOWN, if the breaker has opened)
 *      +-------> DOWN (calls fail at once) --- retry ---+ (stays DOWN until connected)
 * </pre>
 *
 * <p>While CONNECTING, calls wait: a connection lost to a restart fails nobody who comes after. The
 * first attempt that fails makes it DOWN; when the next is due the node's breaker says. Replies are
 * matched to calls by their order alone, so a connection on which one call is overdue is given up,
 * never used again.
 */
final class NodeConnection {

  private static final String LATE = "it did not answer in time";
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private enum State {
    CONNECTING,
    UP,
    DOWN,
    CLOSED
  }

  private final MemcachedEndpoint node;
  private final NodeTransport transport;
  private final NodeProcess process;
  private final NodeCounts counts;
  private final Consumer<NodeCall<?>> repeat;
  private final Breaker breaker;
  private final Thread owner;
  private final ConcurrentLinkedQueue<NodeCall<?>> waiting = new ConcurrentLinkedQueue<>();
  private final GivenUp givenUp = new GivenUp();

  private volatile State state = State.CONNECTING;
  private volatile String whyDown = "not connected yet";
  private volatile @Nullable NodeSession session;
  private NodeProcess.@Nullable Run run; // the owner's

  /**
   * Knows the node; {@link #start} connects.
   *
   * @param repeat takes reads that were lost with the connection
   * @param breaker the node's: told when a connection was made, was lost or could not be made
   */
  NodeConnection(
      MemcachedEndpoint node,
      int number,
      NodeTransport transport,
      NodeProcess process,
      NodeCounts counts,
      Consumer<NodeCall<?>> repeat,
      Breaker breaker) {
    this.node = node;
    this.transport = transport;
    this.process = process;
    this.counts = counts;
    this.repeat = repeat;
    this.breaker = breaker;
    this.owner = new Thread(this::own, "memcached-" + node.name() + "-" + number);
    owner.setDaemon(true);
  }

  void start() {
    owner.start();
  }

  boolean isUp() {
    return state == State.UP;
  }

  boolean isDown() {
    State now = state;
    return now == State.DOWN || now == State.CLOSED;
  }

  /** Calls under way. */
  int load() {
    NodeSession open = session;
    return open == null ? waiting.size() : open.load();
  }

  /** Sends a call, lets it wait for the connection in the making, or fails it at once. */
  void submit(NodeCall<?> call) {
    NodeSession open = session;
    if (open != null && open.send(call)) {
      return;
    }
    waiting.add(call);
    settle(); // the owner may just have looked
  }

  /** Fails what is overdue. To be called every few milliseconds, by a timer. */
  void expire(long nowNanos) {
    NodeSession open = session;
    if (open != null && open.isOverdue(nowNanos)) {
      open.end("it did not answer another call in time");
    }
    waiting.removeIf(
        call -> {
          boolean overdue = call.isOverdue(nowNanos);
          if (overdue) {
            failLate(call);
          }
          return overdue || call.isDone();
        });
  }

  /** Ends the connection and its owner; fails what is under way. */
  void close() {
    become(State.CLOSED, "the service stops");
    owner.interrupt();
    NodeSession open = session;
    if (open != null) {
      open.end("the service stops");
    }
    try {
      owner.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    settle();
  }

  private void own() {
    while (state != State.CLOSED) {
      NodeSession made = connect();
      if (made == null) {
        awaitAttempt();
      } else {
        awaitEnd(made);
      }
    }
    NodeSession open = session;
    if (open != null) {
      open.end("the service stops");
    }
  }

  private void awaitEnd(NodeSession made) {
    while (!made.isClosed() && state != State.CLOSED) {
      LockSupport.parkNanos(made, TimeUnit.SECONDS.toNanos(1));
    }
  }

  private @Nullable NodeSession connect() {
    NodeSession made = null;
    try {
      made = transport.connect(node);
      made.whenLost(this::lost);
      introduce(made);
      synchronized (this) {
        session = made;
        become(State.UP, "");
        breaker.connected();
        made.servesFor(breaker);
      }
      if (made.isClosed()) {
        lost(made, "the connection was lost"); // nobody knew yet that it is ours
      }
      settle();
      return made;
    } catch (IOException | RuntimeException e) {
      return failed(made, reason(e));
    } catch (InterruptedException e) {
      return failed(made, "the service stops");
    }
  }

  private @Nullable NodeSession failed(@Nullable NodeSession made, String why) {
    if (made != null) {
      made.end(why);
    }
    become(State.DOWN, why);
    if (state != State.CLOSED) {
      breaker.refused(why);
    }
    settle();
    return null;
  }

  /**
   * Proves that the node answers, asks what it takes, and waits until it is done with the
   * connections before: its threads might else get to what is left of these after what comes here.
   */
  private void introduce(NodeSession made) throws InterruptedException {
    long deadline = System.nanoTime() + node.commandTimeout().toNanos();
    NodeProcess.Run now =
        process.learn(
            ask(made, Requests.stats(), deadline), ask(made, Requests.statsSettings(), deadline));
    if (!now.equals(run)) {
      givenUp.clear(); // they ended with the process
      run = now;
    }
    givenUp.remove(made.localEnd());
    while (!givenUp.isEmpty()) {
      givenUp.retainAllIn(ask(made, Requests.statsConns(), deadline));
      if (!givenUp.isEmpty()) {
        LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      }
    }
  }

  private Map<String, String> ask(NodeSession made, byte[] request, long deadline)
      throws InterruptedException {
    NodeCall<Map<String, String>> call =
        NodeCall.once(node.name(), request, Replies.stats(), deadline, () -> {});
    if (!made.send(call)) {
      throw unavailable();
    }
    try {
      return call.result().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CacheException why ? why : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw timeout();
    }
  }

  /** The session has ended: its calls fail, or are made again. Called at least once for each. */
  private void lost(NodeSession gone, String why) {
    long now = System.nanoTime();
    synchronized (this) {
      if (session == gone) {
        givenUp.add(gone.localEnd()); // before anybody hears that a call has failed
        session = null;
        if (state != State.CLOSED) {
          counts.lostConnection();
          boolean late = gone.isOverdue(now);
          if (late) {
            breaker.late(LATE);
          } else {
            breaker.lost(why);
          }
          become(breaker.isOpen() ? State.DOWN : State.CONNECTING, late ? LATE : why);
        }
        LockSupport.unpark(owner);
      }
    }
    for (NodeCall<?> call : gone.takeAll()) {
      if (call.isOverdue(now)) {
        failLate(call);
      } else if (state != State.CLOSED && call.mayRepeat(now)) {
        repeat.accept(call);
      } else {
        call.fail(new CacheException.NodeUnavailable(node.name(), why));
      }
    }
    if (isDown()) {
      settle();
    }
  }

  /** Sends or fails what waits, now that the state may have changed. */
  private void settle() {
    NodeSession open = session;
    NodeCall<?> call;
    if (open != null && !open.isClosed()) {
      while ((call = waiting.poll()) != null) {
        submit(call);
      }
    } else if (isDown()) {
      while ((call = waiting.poll()) != null) {
        call.fail(unavailable());
      }
    }
  }

  private synchronized void become(State next, String why) {
    if (state == State.CLOSED) {
      return;
    }
    whyDown = why;
    // A node that is down stays so while its owner tries to connect.
    if (!(next == State.CONNECTING && state == State.DOWN)) {
      state = next;
    }
  }

  private void awaitAttempt() {
    long wait;
    while (state != State.CLOSED && (wait = breaker.claimAttempt()) > 0) {
      LockSupport.parkNanos(this, wait);
    }
  }

  private CacheException unavailable() {
    return new CacheException.NodeUnavailable(node.name(), whyDown);
  }

  private void failLate(NodeCall<?> call) {
    if (call.fail(timeout())) {
      counts.timedOut();
    }
  }

  private CacheException timeout() {
    return new CacheException.NodeTimeout(node.name(), node.commandTimeout().toMillis());
  }

  private static String reason(Exception thrown) {
    if (thrown instanceof CacheException.NodeUnavailable lost) {
      return lost.why(); // said of the node again by whoever fails for it
    }
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
