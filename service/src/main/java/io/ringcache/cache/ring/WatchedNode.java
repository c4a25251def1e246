package io.ringcache.cache.ring;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.RingState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node and what it has said last of the ring that fills it, for {@link RingWatch}'s thread. */
final class WatchedNode {

  /**
   * What a node has said.
   *
   * @param askedNanos when it was asked
   * @param failure why it has not said anything
   * @param text of its mark; empty if it has none
   */
  record Saying(long askedNanos, @Nullable CacheException failure, Optional<String> text) {}

  final NodeClient node;
  boolean asking;
  boolean sweeping;

  /** When it is to be asked next. */
  long nextNanos;

  /** Whether its last mark said so of this ring: what came since was placed by it. */
  private boolean swept;

  private @Nullable Saying last;

  /** What the last text says. */
  private Optional<RingMark> mark = Optional.empty();

  WatchedNode(NodeClient node, long nextNanos) {
    this.node = node;
    this.nextNanos = nextNanos;
  }

  String name() {
    return node.name();
  }

  /** Takes what it has said. A text that has been read before is not read again. */
  void said(Saying saying, RingName own) {
    if (saying.text.isEmpty()) {
      mark = Optional.empty();
    } else if (last == null || !last.text.equals(saying.text)) {
      mark = saying.text.map(RingMark::parse);
    }
    last = saying;
    mark.ifPresent(now -> swept = now.isOf(own) && !now.isUnswept());
  }

  /** Until it says something again. */
  void forget() {
    last = null;
    mark = Optional.empty();
  }

  /** Whether it was asked and has answered, or has not in time. */
  boolean isAsked() {
    return last != null;
  }

  /** Why it has not said anything; null if it has, or was not asked. */
  @Nullable CacheException failure() {
    return last == null ? null : last.failure;
  }

  /** Of its mark; empty if it has none, or nothing is known. */
  Optional<String> text() {
    return last == null ? Optional.empty() : last.text;
  }

  /** Empty if it has none, or nothing is known. */
  Optional<RingMark> mark() {
    return mark;
  }

  /** Whether it was asked within that time, and has a mark. */
  boolean isMarked(long nowNanos, long withinNanos) {
    return last != null && mark.isPresent() && nowNanos - last.askedNanos < withinNanos;
  }

  /** Whether it says that it has none. */
  boolean isWithoutMark() {
    return last != null && last.failure == null && last.text.isEmpty();
  }

  /** Whether something may be there that the ring places elsewhere. */
  boolean isDue() {
    return mark.filter(RingMark::isUnswept).isPresent();
  }

  /** Whether nothing is there that the ring places elsewhere, as far as was last known. */
  boolean wasSwept() {
    return swept;
  }

  RingState.Node toState() {
    return new RingState.Node(
        name(),
        last != null && last.failure == null,
        mark.flatMap(RingMark::filled).map(now -> now.ring().toState()),
        mark.filter(now -> !now.isUnswept()).isPresent(),
        mark.flatMap(RingMark::next).map(next -> next.ring().toState()));
  }
}
