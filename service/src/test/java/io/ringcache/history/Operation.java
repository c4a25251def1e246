package io.ringcache.history;

import java.util.List;

/**
 * What a client did, and what it was told. Begin and end are nanoseconds of one clock that all
 * clients of a history share: it happened somewhere between, both included.
 */
sealed interface Operation {

  /** The process through which it was done. */
  int process();

  long begin();

  long end();

  /**
   * A read that was answered; one that failed has seen nothing, and is not written down.
   *
   * @param seen the value, {@link #NOTHING} where there was none
   */
  record Get(int process, String key, long seen, long begin, long end) implements Operation {

    static final long NOTHING = 0;
  }

  /** What replaces values, or was to. */
  sealed interface Change extends Operation {

    Outcome outcome();

    Scope scope();
  }

  /**
   * A value stored.
   *
   * @param value one that is stored once only, above 0; later ones are greater, roughly
   */
  record Put(
      int process, String key, long value, List<String> tags, Outcome outcome, long begin, long end)
      implements Change {

    @Override
    public Scope scope() {
      return new Scope.Key(key);
    }
  }

  /** A delete, a flush, or an invalidation. */
  record Removal(int process, Scope scope, Outcome outcome, long begin, long end)
      implements Change {}
}
