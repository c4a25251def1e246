package io.ringcache.cache.redis;

import io.ringcache.cache.ring.NodeCounts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What goes over one connection, from handshake to end: calls are sent, replies matched to them by
 * their order alone.
 *
 * <p>Where something is under way, its owner does all of it, and what comes meanwhile goes out
 * together after the next reply. Where nothing is, it depends. As long as calls come in numbers,
 * the owner waits for the next, and until it is awake more have come that go out with that. Where
 * they come one by one, it waits for a reply that nobody has asked for yet, and whoever queues the
 * next call sends it himself: one thread less to wake. That never blocks: the node has taken all
 * that was sent before, and a few kilobytes find room in the socket's buffer. Where more is to be
 * sent, a {@code PING} is, whose reply wakes the owner.
 */
final class RedisExchange {

  /** What to do with a call that has its replies. */
  @FunctionalInterface
  interface Completion {

    void complete(RedisCall<?> call, @Nullable Object[] replies);
  }

  /** Sent without a reply at a time: what is more waits in the queue, where it is counted. */
  private static final int MAX_IN_FLIGHT = 1024;

  /** After which calls no longer come in numbers. */
  private static final long LULL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Who has waited for longer may have a long reply before his. */
  private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final long NOTHING_DUE = Long.MAX_VALUE;

  private final RedisLink link;
  private final CallQueue queue;
  private final NodeCounts counts;
  private final Runnable abort;

  /** Whoever has it while {@link #idle} may send, and touch what only the owner may otherwise. */
  private final ReentrantLock turn = new ReentrantLock();

  private final ArrayDeque<RedisCall<?>> inFlight = new ArrayDeque<>();

  /** Too long for who queued it: the owner sends it first. */
  private @Nullable RedisCall<?> postponed;

  /** Whether nothing is under way and the owner waits. */
  private volatile boolean idle;

  /** Whether the owner has last sent more than one at once. */
  private boolean inNumbers;

  private volatile int inFlightCount;
  private volatile long dueNanos = NOTHING_DUE;

  /**
   * Sends nothing yet.
   *
   * @param queue what is to be sent
   * @param abort ends the connection, by any thread
   */
  RedisExchange(RedisLink link, CallQueue queue, NodeCounts counts, Runnable abort) {
    this.link = link;
    this.queue = queue;
    this.counts = counts;
    this.abort = abort;
  }

  /** Calls under way. Thread-safe. */
  int inFlight() {
    return inFlightCount;
  }

  /** Gives the connection up if a call on it is overdue. Thread-safe. */
  void expire(long nowNanos) {
    if (isOverdue(nowNanos)) {
      abort.run();
    }
  }

  /** Whether the oldest call under way should have been answered by then. Thread-safe. */
  boolean isOverdue(long nowNanos) {
    long due = dueNanos;
    return due != NOTHING_DUE && nowNanos - due >= 0;
  }

  /**
   * Whether nothing waits for its reply that was asked for long before a call with that deadline.
   * Thread-safe.
   */
  boolean isPrompt(long callDueNanos) {
    long due = dueNanos;
    return due == NOTHING_DUE || callDueNanos - due < PROMPT_NANOS;
  }

  /** Sends what is queued, if the owner waits for nothing else. Thread-safe, does not block. */
  void sendIfIdle() {
    // Who finds the turn taken can go: who has it looks once more after giving it back, and so
    // does the owner after it has become idle.
    while (idle && !queue.isEmpty() && turn.tryLock()) {
      try {
        if (idle) {
          sendNext();
        }
      } finally {
        turn.unlock();
      }
    }
  }

  private void sendNext() {
    RedisCall<?> call = nextQueued();
    if (call == null) {
      return;
    }
    idle = false;
    try {
      if (call.commands().areShort()) {
        put(call);
      } else {
        postponed = call;
        put(ping(call.deadlineNanos()));
      }
      sendPut(1);
    } catch (JedisException e) {
      abort.run(); // the owner sees to what was put
    }
  }

  private static RedisCall<Boolean> ping(long deadlineNanos) {
    return RedisCall.read(
        "PING",
        List.of(new CommandArguments(Command.PING)),
        replies -> replies.bytes(0) != null,
        deadlineNanos);
  }

  /**
   * Sends what is queued, and waits for a reply and takes what else has come with it, or waits for
   * something to send. For the owner.
   *
   * @param completion what to do with a call and its replies
   * @throws JedisException if the connection is lost
   * @throws Replies.Unexpected if there is a reply that nobody asked for
   */
  @SuppressWarnings("ThreadPriorityCheck") // it is right without the yield, and cheaper with it
  void proceed(Completion completion) {
    if (inFlight.isEmpty() && link.hasInput()) {
      throw unasked();
    }
    if (inNumbers) {
      Thread.yield(); // on a busy machine those who are about to queue more go first
    }
    sendQueued();
    if (inFlight.isEmpty() && inNumbers) {
      inNumbers = queue.await(LULL_NANOS);
      return;
    }
    receive(inFlight.isEmpty() ? firstReply() : link.receive(), completion);
    while (!inFlight.isEmpty() && link.hasInput()) {
      receive(link.receive(), completion);
    }
  }

  private void sendQueued() {
    int sent = 0;
    RedisCall<?> call;
    while (inFlight.size() < MAX_IN_FLIGHT && (call = nextQueued()) != null) {
      put(JoinedPuts.of(call, queue));
      sent++;
    }
    if (sent > 0) {
      inNumbers = sent > 1;
      sendPut(sent);
    }
  }

  /** The next call that is not overdue before it was sent; null for none. */
  private @Nullable RedisCall<?> nextQueued() {
    RedisCall<?> call = postponed;
    postponed = null;
    while (call == null || call.result().isDone()) {
      call = queue.poll();
      if (call == null) {
        return null;
      }
    }
    return call;
  }

  private void put(RedisCall<?> call) {
    inFlight.add(call);
    if (inFlight.size() == 1) {
      dueNanos = call.deadlineNanos();
    }
    call.commands().sendOn(link);
  }

  private void sendPut(int calls) {
    inFlightCount = inFlight.size();
    counts.sent(calls);
    link.send();
  }

  /** Waits until somebody has sent something, and for the reply to that. */
  private @Nullable Object firstReply() {
    idle = true;
    sendIfIdle(); // what was queued before that could be seen
    Object reply = link.receive();
    turn.lock(); // whoever has sent may be about to give it back
    try {
      if (idle) {
        throw unasked();
      }
      return reply;
    } finally {
      turn.unlock();
    }
  }

  private static Replies.Unexpected unasked() {
    return new Replies.Unexpected("a reply that nobody asked for");
  }

  private void receive(@Nullable Object first, Completion completion) {
    RedisCall<?> call = inFlight.element();
    @Nullable Object[] replies = new @Nullable Object[call.commands().count()];
    replies[0] = first;
    for (int i = 1; i < replies.length; i++) {
      replies[i] = call.commands().receive(link, i);
    }
    inFlight.remove();
    inFlightCount = inFlight.size();
    RedisCall<?> next = inFlight.peek();
    dueNanos = next == null ? NOTHING_DUE : next.deadlineNanos();
    completion.complete(call, replies);
  }

  /**
   * Ends it; nobody sends any more. For the owner.
   *
   * @param lost given each call that has been sent and not answered, oldest first
   * @param unsent given a call that has not been sent, and is no longer queued
   */
  void end(Consumer<RedisCall<?>> lost, Consumer<RedisCall<?>> unsent) {
    turn.lock();
    try {
      idle = false;
    } finally {
      turn.unlock();
    }
    dueNanos = NOTHING_DUE;
    inFlightCount = 0;
    RedisCall<?> call;
    while ((call = inFlight.poll()) != null) {
      lost.accept(call);
    }
    if (postponed != null) {
      unsent.accept(postponed);
    }
  }
}
