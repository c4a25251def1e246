package io.ringcache.history;

import static io.ringcache.history.Trouble.CUT;
import static io.ringcache.history.Trouble.CUT_OFF;
import static io.ringcache.history.Trouble.FROZEN;
import static io.ringcache.history.Trouble.FROZEN_AND_KILLED;
import static io.ringcache.history.Trouble.HALF_OPEN;
import static io.ringcache.history.Trouble.KILLED;
import static io.ringcache.history.Trouble.SLOW;

import io.ringcache.testing.MemcachedServer;
import io.ringcache.testing.RedisServer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which nodes a history is about, and what may befall them. */
public enum RingKind {
  /** Each process reaches each node over a line of its own, and anything may happen. */
  REDIS {
    @Override
    List<TroubledNode> start(int processes) {
      return Stream.generate(
              () -> TroubledNode.behindLines(RedisServer.start(), processes, Trouble.values()))
          .limit(3)
          .toList();
    }
  },

  /**
   * Two nodes are reached directly and may be stopped, the third over lines that fail. Not both at
   * once: the line stands for an address that is translated on the way, and there a stopped node
   * may do what was given up after the catch-up, which is documented (decision 17).
   */
  MEMCACHED {
    @Override
    List<TroubledNode> start(int processes) {
      return List.of(
          TroubledNode.reachedDirectly(
              MemcachedServer.start(), KILLED, FROZEN, FROZEN_AND_KILLED, FROZEN),
          TroubledNode.reachedDirectly(
              MemcachedServer.start(), KILLED, FROZEN, FROZEN_AND_KILLED, FROZEN),
          TroubledNode.behindLines(
              MemcachedServer.start(), processes, KILLED, CUT, CUT_OFF, HALF_OPEN, SLOW));
    }
  };

  /** Three of them, with nothing wrong yet. */
  abstract List<TroubledNode> start(int processes);

  /** As a configuration has it. */
  String type() {
    return name().toLowerCase(Locale.ROOT);
  }
}
