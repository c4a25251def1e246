package io.ringcache.cache;

import java.util.concurrent.CompletionStage;

/**
 * The ring by which a backend places its entries, as those see and change it that run the service.
 * Thread-safe, never blocks.
 */
public interface RingControl {

  /** What came of an adoption that was not refused. */
  enum Adoption {
    /** From now on the nodes are filled by this process' ring. */
    ADOPTED,
    /** They were already. */
    ALREADY_ADOPTED
  }

  /** How it looks from here, by what the nodes have said last; asks them nothing. */
  RingState state();

  /** How this process' ring divides its circle among the nodes; computed at each call. */
  RingLayout layout();

  /**
   * Has this process' ring fill the nodes from now on. Every node has to be reachable. Takes some
   * seconds, in which no process serves, and longer where a node has to be emptied first. Where it
   * is under way already, that is what is waited for.
   *
   * <p>Fails with a {@link CacheException}; then nothing has changed, or nobody serves until it is
   * called again.
   */
  CompletionStage<Adoption> adopt();
}
