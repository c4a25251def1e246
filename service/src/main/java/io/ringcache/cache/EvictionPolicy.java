package io.ringcache.cache;

/** What gives way when a namespace is full. */
public enum EvictionPolicy {
  /** The one not read for longest. */
  LRU,
  /** The one read least often of late. */
  LFU,
  /** The one stored first. */
  FIFO,
  /** The one that would expire next. */
  TTL,
  /** Nothing does: the write is refused. */
  NONE
}
