package io.ringcache.http;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a selector's thread does between two looks at its sockets: it handles the requests that have
 * come, and then writes what it could answer by itself. Written one after the other, answers cost
 * less: the first one wakes the client, and who reads the next is awake. Thread-safe.
 *
 * <p>Normally only the selector's thread is concerned. Jetty may have another thread look at the
 * sockets while this one still handles a request; whichever of the two is late writes at once.
 */
final class SelectorRound {

  /** The answers that may wait: with more, the first client would wait for all the others. */
  static final int MOST = 64;

  private static final Logger LOG = LoggerFactory.getLogger(SelectorRound.class);

  private final BlockingQueue<Runnable> answers = new ArrayBlockingQueue<>(MOST);
  private volatile boolean over = true;

  /** The selector has found something. */
  void begin() {
    over = false;
  }

  /** Writes what has been left, before the selector looks again; and what is left meanwhile. */
  void end() {
    writeAll();
    // Another thread that leaves an answer looks at this afterwards: one of the two sees the other.
    over = true;
    writeAll();
  }

  /** Leaves an answer for the end, or writes it if there is no end to come. */
  void leave(Runnable answer) {
    while (!answers.offer(answer)) {
      writeAll();
    }
    if (over) {
      writeAll();
    }
  }

  private void writeAll() {
    Runnable answer;
    while ((answer = answers.poll()) != null) {
      try {
        answer.run();
      } catch (RuntimeException | Error defect) { // Jetty would close all of the selector's sockets
        LOG.error("An answer could not be written", defect);
      }
    }
  }
}
