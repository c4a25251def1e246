package io.ringcache.cache.redis;

import io.ringcache.cache.NamespaceDirectory;
import io.ringcache.cache.NamespaceName;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes expired entries off a node's index, so that their bytes leave the statistics also where
 * nobody writes or asks: all that have expired, at most {@value #ENTRIES_PER_ROUND} in a round of
 * once a second, in calls of a few milliseconds. One round at a time; thread-safe, blocks nobody.
 * Several services may sweep the same node: what one has taken, the other does not find.
 */
final class ExpirySweep {

  /** Removing an entry costs a node about 12 µs: this is what a call may hold it for. */
  static final int ENTRIES_PER_CALL = 100; // as removal.lua has it

  private static final int ENTRIES_PER_ROUND = 24_000;

  private final RedisCrew crew;
  private final KnownBytes known;
  private final NamespaceDirectory namespaces;

  private boolean sweeping;
  private Iterator<NamespaceName> rest = List.<NamespaceName>of().iterator();
  private int budget;

  ExpirySweep(RedisCrew crew, KnownBytes known, NamespaceDirectory namespaces) {
    this.crew = crew;
    this.known = known;
    this.namespaces = namespaces;
  }

  /** Starts a round, unless one is under way. */
  synchronized void start() {
    if (sweeping || !crew.isUp()) {
      return;
    }
    if (!rest.hasNext()) { // else go on where the last round's budget ended
      Set<NamespaceName> registered = Set.copyOf(namespaces.names());
      known.retain(registered);
      rest = registered.iterator();
    }
    budget = ENTRIES_PER_ROUND;
    sweeping = true;
    next();
  }

  private void next() {
    if (rest.hasNext() && budget > 0) {
      reap(rest.next());
    } else {
      sweeping = false;
    }
  }

  private void reap(NamespaceName namespace) {
    crew.submit(
            RedisCall.script(
                RedisScript.REAP,
                RedisScript.REAP.on(namespace),
                replies -> decode(namespace, replies),
                crew.deadline()))
        .whenComplete((reaped, failure) -> reaped(namespace, reaped));
  }

  private long decode(NamespaceName namespace, Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace, reply.get(1));
    return Replies.asLong(reply.get(0));
  }

  private synchronized void reaped(NamespaceName namespace, @Nullable Long reaped) {
    if (reaped == null) {
      sweeping = false; // the node does not answer: the next round tries again
      return;
    }
    budget -= Math.toIntExact(reaped);
    if (reaped == ENTRIES_PER_CALL && budget > 0) {
      reap(namespace);
    } else {
      next();
    }
  }
}
