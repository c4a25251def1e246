package io.ringcache.cache.redis;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.ring.Breaker;
import io.ringcache.cache.ring.NodeCounts;
import java.util.concurrent.TimeUnit;
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
 *      | refused                                        ^ (or DOWN, if the breaker has opened)
 *      +-------> DOWN (calls fail at once) --- retry ---+ (stays DOWN until connected)
 * </pre>
 *
 * <p>While CONNECTING, calls queue: a connection lost to a restart fails nobody who comes after.
 * The first attempt that fails makes it DOWN; when the next is due the node's breaker says. Replies
 * are matched to calls by their order alone, so a connection on which one call is overdue is given
 * up, never used again.
 */
final class RedisConnection {

  private static final String LATE = "it did not answer in time";
  private static final String REJOINING = "what it holds from before its restart is being removed";

  private static final long NOTHING_DUE = Long.MAX_VALUE;

  private enum State {
    CONNECTING,
    UP,
    DOWN,
    CLOSED
  }

  private final RedisEndpoint node;
  private final CallQueue queue;
  private final OldData oldData;
  private final NodeCounts counts;
  private final Breaker breaker;
  private final Thread owner;

  private volatile State state = State.CONNECTING;
  private volatile String whyDown = "not connected yet";
  private volatile RedisLink.Handle handle = new RedisLink.Handle();

  /** Null while there is no connection. */
  private volatile @Nullable RedisExchange exchange;

  /** When, by {@code System.nanoTime}, the owner must have connected. */
  private volatile long dueNanos = NOTHING_DUE;

  private RedisLink.Identity identity = RedisLink.Identity.NONE;

  /**
   * Knows the node; {@link #start} connects.
   *
   * @param oldData what is to be removed before the node serves
   * @param breaker the node's: told when a connection was made, was lost or could not be made
   */
  RedisConnection(
      RedisEndpoint node,
      int number,
      int queueCapacity,
      OldData oldData,
      NodeCounts counts,
      Breaker breaker) {
    this.node = node;
    this.oldData = oldData;
    this.counts = counts;
    this.queue = new CallQueue(queueCapacity);
    this.breaker = breaker;
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
    RedisExchange serving = exchange;
    return queue.size() + (serving == null ? 0 : serving.inFlight());
  }

  /** Whether it is up, and nothing that was asked long before that call waits for its reply. */
  boolean isPrompt(RedisCall<?> call) {
    RedisExchange serving = exchange;
    return serving != null && serving.isPrompt(call.deadlineNanos());
  }

  /** Queues a call, or fails it at once. Does not block. */
  void submit(RedisCall<?> call) {
    if (isDown()) {
      call.fail(unavailable());
    } else if (!queue.offer(call)) {
      call.fail(new CacheException.NodeBusy(node.name(), queue.size()));
    } else if (isDown()) {
      failQueued(); // it went down in between, and its owner may not look again
    } else {
      RedisExchange serving = exchange;
      if (serving != null) {
        serving.sendIfIdle();
      }
    }
  }

  /** Fails what is overdue. To be called every few milliseconds, by a timer. */
  void expire(long nowNanos) {
    long due = dueNanos;
    if (due != NOTHING_DUE && nowNanos - due >= 0) {
      handle.abort();
    }
    RedisExchange serving = exchange;
    if (serving != null) {
      serving.expire(nowNanos);
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
    while (state != State.CLOSED) {
      RedisLink link = connect();
      if (link == null) {
        awaitAttempt();
      } else {
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
      removeOldData(link);
      dueNanos = NOTHING_DUE;
      become(State.UP, "");
      breaker.connected();
      return link;
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      // The errors: a length or a nesting that only garbage has, met by Jedis' parser.
      making.abort();
      dueNanos = NOTHING_DUE;
      become(State.DOWN, reason(e));
      if (state != State.CLOSED) {
        breaker.refused(reason(e));
      }
      failQueued();
      return null;
    }
  }

  /** In many small calls; there may be minutes of it, so nobody waits. */
  private void removeOldData(RedisLink link) {
    while (!oldData.removeSome(link, identity.runId())) {
      become(State.DOWN, REJOINING);
      breaker.rejoining(REJOINING);
      failQueued();
      dueNanos = System.nanoTime() + node.commandTimeout().toNanos();
    }
  }

  /** Serves until the connection is lost. */
  private void serve(RedisLink link) {
    RedisExchange serving = new RedisExchange(link, queue, counts, handle::abort);
    exchange = serving;
    String why = "closed";
    try {
      while (state != State.CLOSED) {
        serving.proceed(this::complete);
      }
    } catch (JedisException | Replies.Unexpected | OutOfMemoryError | StackOverflowError e) {
      why = reason(e);
    } catch (RuntimeException e) { // Jedis' parser meets garbage with many
      why = "it answered nonsense: " + reason(e);
    } finally {
      drop(serving, why);
    }
  }

  private void complete(RedisCall<?> call, @Nullable Object[] values) {
    breaker.answered();
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
  private void drop(RedisExchange ended, String why) {
    handle.abort();
    long now = System.nanoTime();
    if (state != State.CLOSED) {
      counts.lostConnection();
      boolean late = ended.isOverdue(now);
      if (late) {
        breaker.late(LATE);
      } else {
        breaker.lost(why);
      }
      become(breaker.isOpen() ? State.DOWN : State.CONNECTING, late ? LATE : why);
    }
    exchange = null;
    ended.end(call -> lost(call, now), this::submit);
    if (isDown()) {
      failQueued();
    }
  }

  private void lost(RedisCall<?> call, long now) {
    if (call.isOverdue(now)) {
      failLate(call);
    } else if (state != State.CLOSED && call.mayRepeat(now)) {
      submit(call);
    } else {
      call.fail(new CacheException.NodeUnavailable(node.name(), "the connection was lost"));
    }
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
  }

  private void failQueued() {
    RedisCall<?> call;
    while ((call = queue.poll()) != null) {
      call.fail(unavailable());
    }
  }

  private void awaitAttempt() {
    long wait;
    while (state != State.CLOSED && (wait = breaker.claimAttempt()) > 0) {
      queue.await(wait);
      failQueued(); // what came just as it went down: the wait would not wait
    }
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
