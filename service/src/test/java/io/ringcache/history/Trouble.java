package io.ringcache.history;

import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.List;

/** What may befall a node, or a process's line to it, for a while. */
enum Trouble {
  /** It is killed, and started again, empty. */
  KILLED,
  /** It is stopped, and goes on. */
  FROZEN,
  /** It is stopped, killed as it is, and started again. */
  FROZEN_AND_KILLED,
  /** All connections are reset, once. */
  CUT,
  /** Nothing arrives in either direction, and nobody is told; later what is still there does. */
  CUT_OFF,
  /** The node is gone for the open connections, and nobody is told. */
  HALF_OPEN,
  /** Everything takes longer, some of it too long. */
  SLOW;

  private static final Duration LATENCY = Duration.ofMillis(120);

  /**
   * Begins.
   *
   * @param lines those that are concerned, if it is about lines
   */
  void befall(TroubledNode node, List<TcpProxy> lines) {
    switch (this) {
      case KILLED -> node.server().kill();
      case FROZEN, FROZEN_AND_KILLED -> node.server().pause();
      case CUT -> lines.forEach(TcpProxy::cut);
      case CUT_OFF -> lines.forEach(TcpProxy::stall);
      case HALF_OPEN -> lines.forEach(TcpProxy::halfOpen);
      case SLOW -> lines.forEach(line -> line.delay(LATENCY));
    }
  }

  /** Ends, as far as it does not by itself. */
  void pass(TroubledNode node, List<TcpProxy> lines) {
    switch (this) {
      case KILLED, FROZEN_AND_KILLED -> node.server().restart();
      case FROZEN -> node.server().resume();
      case CUT_OFF, SLOW -> lines.forEach(TcpProxy::pass);
      case CUT, HALF_OPEN -> {}
    }
  }
}
