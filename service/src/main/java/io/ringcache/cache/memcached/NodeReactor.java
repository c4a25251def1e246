package io.ringcache.cache.memcached;

import com.google.code.yanf4j.core.EventType;
import com.google.code.yanf4j.nio.impl.Reactor;
import com.google.code.yanf4j.nio.impl.SelectorManager;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The one thread that reads and writes a node's connections: xmemcached's, with two things added.
 * It is woken for certain: xmemcached's own wake-up gets lost now and then, for a second. And while
 * replies are read that have arrived together, what is sent because of them waits until all are
 * read, to go out together: a system call each would cost more than all the rest.
 */
final class NodeReactor {

  private final SelectorManager selectors;
  private final Reactor thread;

  // For the thread itself only.
  private final Queue<NodeSession> held = new ArrayDeque<>();
  private boolean reading;

  /** Knows the only reactor of these. */
  NodeReactor(SelectorManager selectors) {
    this.selectors = selectors;
    this.thread = selectors.getReactorByIndex(0);
  }

  void name(String name) {
    thread.setName(name);
  }

  void wake() {
    thread.getSelector().wakeup();
  }

  /** Has the thread write what is queued, as soon as it can or at the end of what it reads. */
  void write(NodeSession session) {
    boolean onThread = Thread.currentThread() == thread;
    if (onThread && reading) {
      held.add(session);
    } else {
      selectors.registerSession(session, EventType.WRITEABLE);
    }
    if (!onThread) {
      wake();
    }
  }

  /** Reads, then writes what was sent meanwhile. On the thread. */
  void read(Runnable reading) {
    this.reading = true;
    try {
      reading.run();
    } finally {
      this.reading = false;
      NodeSession session;
      while ((session = held.poll()) != null) {
        write(session);
      }
    }
  }
}
