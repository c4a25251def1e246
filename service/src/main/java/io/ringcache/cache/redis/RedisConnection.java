package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.ring.NodeCounts;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A place in a node's crew of connections: a bounded queue and one owner thread, which connects,
 * sends what is queued, reads what arrives, and connects anew when the connection is lost.
 * Thread-safe. Nobody but the owner ever waits for the node.
 *
 * <pre>
 *             connected               lost
 *  CONNECTING ---------> UP ------------------------> CONNECTING
 *      | refused                                        ^
 *      +-------> DOWN (calls fail at once) --- retry ---+ (stays DOWN until connected)
 * </pre>
 *
 * <p>While CONNECTING, calls queue: a connection lost to a restart fails nobody who comes after.
 * The first attempt that fails makes it DOWN. Replies are matched to calls by their order alone, so
 * a connection on which one call is overdue is given up, never used again.
 */
final class RedisConnection {

  /** Sent without a reply at a time: what is more waits in the queue, where it is counted. */
  private static final int MAX_IN_FLIGHT = 1024;

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final long NOTHING_DUE = Long.MAX_VALUE;

  private enum State {
    CONNECTING,
    UP,
    DOWN,
    CLOSED
  }

  private final RedisEndpoint node;
  private final CallQueue queue;
  private final NodeCounts counts;
  private final Consumer<String> changed;
  private final Thread owner;
  private final ArrayDeque<RedisCall<?>> inFlight = new ArrayDeque<>();

  private volatile State state = State.CONNECTING;
  private volatile String whyDown = "not connected yet";
  private volatile RedisLink.Handle handle = new RedisLink.Handle();
  private volatile int inFlightCount;

  /** When, by {@code System.nanoTime}, the owner must have got further. */
  private volatile long dueNanos = NOTHING_DUE;

  private RedisLink.Identity identity = RedisLink.Identity.NONE;

  /**
   * Knows the node; {@link #start} connects.
   *
   * @param changed told when a connection was made, and, with the reason, when one was lost or
   *     could not be made
   */
  RedisConnection(
      RedisEndpoint node,
      int number,
      int queueCapacity,
      NodeCounts counts,
      Consumer<String> changed) {
    this.node = node;
    this.counts = counts;
    this.queue = new CallQueue(queueCapacity);
    this.changed = changed;
    this.owner = new Thread(this::own, "redis-" + node.name() + "-" + number);
    owner.setDaemon(true);
  }

  void start() {
    owner.start();
  }

  boolean isDown() {
    State now = state;
    return now == State.DOWN || now == State.CLOSED;
  }

  boolean isUp() {
    return state == State.UP;
  }

  /** Calls that are not sent yet. */
  int queued() {
    return queue.size();
  }

  /** Calls queued and under way. */
  int load() {
    return queue.size() + inFlightCount;
  }

  /** Queues a call, or fails it at once. Does not block. */
  void submit(RedisCall<?> call) {
    if (isDown()) {
      call.fail(unavailable());
    } else if (!queue.offer(call)) {
      call.fail(new CacheException.NodeBusy(node.name(), queue.size()));
    } else if (isDown()) {
      failQueued(); // it went down in between, and its owner may not look again
    }
  }

  /** Fails what is overdue. To be called every few milliseconds, by a timer. */
  void expire(long nowNanos) {
    long due = dueNanos;
    if (due != NOTHING_DUE && nowNanos - due >= 0) {
      handle.abort();
    }
    for (RedisCall<?> call : queue.waiting()) {
      if (!call.isOverdue(nowNanos)) {
        break;
      }
      failLate(call); // the owner skips it
    }
  }

  /** Ends the connection and its owner; fails what is queued and under way. */
  void close() {
    state = State.CLOSED;
    whyDown = "the service stops";
    handle.abort();
    queue.wake();
    try {
      owner.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failQueued();
  }

  private void own() {
    long pause = FIRST_PAUSE_MILLIS;
    while (state != State.CLOSED) {
      RedisLink link = connect();
      if (link == null) {
        pauseFor(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } else {
        pause = FIRST_PAUSE_MILLIS;
        serve(link);
      }
    }
    failQueued();
  }

  private @Nullable RedisLink connect() {
    RedisLink.Handle making = new RedisLink.Handle();
    handle = making;
    dueNanos = System.nanoTime() + node.connectTimeout().plus(node.commandTimeout()).toNanos();
    try {
      RedisLink link = RedisLink.open(node, making);
      identity = link.introduce(identity);
      dueNanos = NOTHING_DUE;
      become(State.UP, "");
      return link;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // The errors: a length or a nesting that only garbage has, met by Jedis' parser.
      making.abort();
      dueNanos = NOTHING_DUE;
      become(State.DOWN, reason(e));
      failQueued();
      return null;
    }
  }

  /** Serves until the connection is lost. */
  private void serve(RedisLink link) {
    String why = "closed";
    try {
      while (state != State.CLOSED) {
        if (inFlight.isEmpty() && link.hasInput()) {
          throw new Replies.Unexpected("a reply that nobody asked for");
        }
        sendQueued(link);
        if (inFlight.isEmpty()) {
          queue.await(TimeUnit.SECONDS.toNanos(1));
        } else {
          do {
            receive(link);
          } while (!inFlight.isEmpty() && link.hasInput());
        }
      }
    } catch (JedisException | Replies.Unexpected | OutOfMemoryError | StackOverflowError e) {
      why = reason(e);
    } catch (RuntimeException e) { // Jedis' parser meets garbage with many
      why = "it answered nonsense: " + reason(e);
    } finally {
      drop(why);
    }
  }

  private void sendQueued(RedisLink link) {
    int sent = 0;
    while (inFlight.size() < MAX_IN_FLIGHT) {
      RedisCall<?> call = queue.poll();
      if (call == null) {
        break;
      }
      if (call.result().isDone()) {
        continue; // overdue before it was sent
      }
      inFlight.add(call);
      if (inFlight.size() == 1) {
        dueNanos = call.deadlineNanos();
      }
      call.commands().sendOn(link);
      sent++;
    }
    if (sent > 0) {
      inFlightCount = inFlight.size();
      counts.sent(sent);
      link.send();
    }
  }

  private void receive(RedisLink link) {
    RedisCall<?> call = inFlight.element();
    Object[] values = new Object[call.commands().count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = call.commands().receive(link, i);
    }
    inFlight.remove();
    inFlightCount = inFlight.size();
    RedisCall<?> next = inFlight.peek();
    dueNanos = next == null ? NOTHING_DUE : next.deadlineNanos();

    Replies replies = new Replies(node.name(), values);
    if (call.needsSource(replies)) {
      submit(call);
      return;
    }
    try {
      RedisCall<?> more = call.complete(replies);
      if (more != null) {
        submit(more);
      }
    } catch (RuntimeException e) { // the replies are not this call's, or not Redis'
      call.fail(new CacheException.Protocol(node.name(), reason(e) + " to " + call));
      throw e;
    }
  }

  /** The connection is lost: decides what becomes of the calls that were under way. */
  private void drop(String why) {
    handle.abort();
    long now = System.nanoTime();
    if (state != State.CLOSED) {
      counts.lostConnection();
      become(State.CONNECTING, why);
    }
    dueNanos = NOTHING_DUE;
    RedisCall<?> call;
    while ((call = inFlight.poll()) != null) {
      if (call.isOverdue(now)) {
        failLate(call);
      } else if (state != State.CLOSED && call.mayRepeat(now)) {
        submit(call);
      } else {
        call.fail(new CacheException.NodeUnavailable(node.name(), "the connection was lost"));
      }
    }
    inFlightCount = 0;
  }

  private void become(State next, String why) {
    if (state == State.CLOSED) {
      return;
    }
    whyDown = why;
    // A node that is down stays so while its owner tries to connect.
    if (!(next == State.CONNECTING && state == State.DOWN)) {
      state = next;
    }
    changed.accept(why);
  }

  private void failQueued() {
    RedisCall<?> call;
    while ((call = queue.poll()) != null) {
      call.fail(unavailable());
    }
  }

  private void pauseFor(long millis) {
    long jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    queue.await(TimeUnit.MILLISECONDS.toNanos(jittered));
  }

  private CacheException unavailable() {
    return new CacheException.NodeUnavailable(node.name(), whyDown);
  }

  private void failLate(RedisCall<?> call) {
    if (call.fail(new CacheException.NodeTimeout(node.name(), node.commandTimeout().toMillis()))) {
      counts.timedOut();
    }
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause.getSuppressed().length > 0) {
      cause = cause.getSuppressed()[0]; // Jedis: one for each address tried
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
