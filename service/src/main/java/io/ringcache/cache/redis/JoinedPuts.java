package io.ringcache.cache.redis;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Quota;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts that wait one behind the other, as one call: what a call of a script costs the node besides
 * its work, a third of it and more, is then paid once. Not thread-safe.
 */
final class JoinedPuts {

  /** As many as hold the node for about half a millisecond, or a few where they evict. */
  static final int MOST = 32;

  /** A larger one gains nothing by it. */
  static final int LARGEST = 4 << 10;

  private final List<EntryPuts.Put> puts = new ArrayList<>();
  private final Set<CacheKey> keys = new HashSet<>();
  private Quota room;
  private long bytes;

  private JoinedPuts(EntryPuts.Put first) {
    this.room = first.room();
    add(first);
  }

  /**
   * The call with those that can go with it, taken out of the queue; itself if there are none.
   *
   * @param queue what waits behind it; for who may take from it
   */
  static RedisCall<?> of(RedisCall<?> call, CallQueue queue) {
    if (!(call.commands() instanceof EntryPuts first) || !mayBeJoined(first)) {
      return call;
    }
    JoinedPuts joined = null;
    RedisCall<?> next;
    while ((next = queue.peek()) != null
        && next.commands() instanceof EntryPuts other
        && mayBeJoined(other)) {
      if (joined == null) {
        joined = new JoinedPuts(first.puts().get(0));
      }
      if (!next.result().isDone() && !joined.adds(other.puts().get(0))) {
        break;
      }
      queue.poll();
    }
    return joined == null || joined.puts.size() == 1
        ? call
        : first.joined(joined.puts, joined.room, call.deadlineNanos());
  }

  /** Not those that are joined already, and queued again with the source of their script. */
  private static boolean mayBeJoined(EntryPuts puts) {
    EntryPuts.Put put = puts.puts().get(0);
    return puts.puts().size() == 1 && put.mayBeJoined() && put.size() <= LARGEST;
  }

  /**
   * Whether it fits. Together they have to fit into what the node may hold: none may evict another.
   */
  private boolean adds(EntryPuts.Put put) {
    Quota itsRoom = put.room();
    long most = Math.min(room.maxBytes(), itsRoom.maxBytes());
    if (puts.size() == MOST
        || itsRoom.policy() != room.policy()
        || bytes + put.size() > most
        || !put.key().namespace().equals(puts.get(0).key().namespace())
        || keys.contains(put.key())) {
      return false;
    }
    room = new Quota(most, room.policy());
    add(put);
    return true;
  }

  private void add(EntryPuts.Put put) {
    puts.add(put);
    keys.add(put.key());
    bytes += put.size();
  }
}
