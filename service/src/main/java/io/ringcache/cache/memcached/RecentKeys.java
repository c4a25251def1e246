package io.ringcache.cache.memcached;

import java.util.Arrays;

/**
 * Which of many keys were used last: each of them has a place, a number from 0 on, for as long as
 * it is one of these. Not thread-safe.
 *
 * <p>Numbers in arrays throughout, so that however many are kept, using one makes no garbage, and
 * leaves nothing for the collector to look through.
 */
final class RecentKeys {

  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 1024;

  private final int max;

  // Of each place. The free ones are in a chain of their own.
  private long[] keys = new long[FIRST_CAPACITY];
  private int[] nextInChain = new int[FIRST_CAPACITY];
  private int[] older = new int[FIRST_CAPACITY];
  private int[] newer = new int[FIRST_CAPACITY];

  /** Where the chain of those begins whose keys end in the same bits. */
  private int[] chains = emptyChains(FIRST_CAPACITY);

  private int free = NONE;
  private int placesUsed;
  private int oldest = NONE;
  private int newest = NONE;

  /** At most that many, which is {@value #FIRST_CAPACITY} or more. */
  RecentKeys(int max) {
    this.max = max;
  }

  private static int[] emptyChains(int size) {
    int[] empty = new int[size];
    Arrays.fill(empty, NONE);
    return empty;
  }

  /** All places are below that; it grows only. */
  int capacity() {
    return keys.length;
  }

  /** The key's place, {@value #NONE} if it has none. That does not count as use. */
  int find(long key) {
    int place = chains[chain(key)];
    while (place != NONE && keys[place] != key) {
      place = nextInChain[place];
    }
    return place;
  }

  /** The one in that place is used now. */
  void use(int place) {
    if (place != newest) {
      takeFromOrder(place);
      putLast(place);
    }
  }

  /**
   * A place for a key that has none, as the one used last; where there are too many, the place of
   * the one not used for longest.
   */
  int add(long key) {
    int place = emptyPlace();
    keys[place] = key;
    int chain = chain(key);
    nextInChain[place] = chains[chain];
    chains[chain] = place;
    putLast(place);
    return place;
  }

  private int emptyPlace() {
    if (free == NONE && placesUsed == max) {
      remove(oldest);
    }
    if (free != NONE) {
      int place = free;
      free = nextInChain[place];
      return place;
    }
    if (placesUsed == keys.length) {
      grow();
    }
    return placesUsed++;
  }

  /** Frees the place. */
  void remove(int place) {
    takeFromChain(place);
    takeFromOrder(place);
    nextInChain[place] = free;
    free = place;
  }

  private void takeFromChain(int place) {
    int chain = chain(keys[place]);
    int before = NONE;
    int at = chains[chain];
    while (at != place) {
      before = at;
      at = nextInChain[at];
    }
    if (before == NONE) {
      chains[chain] = nextInChain[place];
    } else {
      nextInChain[before] = nextInChain[place];
    }
  }

  private void takeFromOrder(int place) {
    if (place == oldest) {
      oldest = newer[place];
    } else {
      newer[older[place]] = newer[place];
    }
    if (place == newest) {
      newest = older[place];
    } else {
      older[newer[place]] = older[place];
    }
  }

  private void putLast(int place) {
    older[place] = newest;
    newer[place] = NONE;
    if (newest == NONE) {
      oldest = place;
    } else {
      newer[newest] = place;
    }
    newest = place;
  }

  /** When no place is free, so that every one of them is in a chain. */
  private void grow() {
    int capacity = Math.min(max, 2 * keys.length);
    keys = Arrays.copyOf(keys, capacity);
    nextInChain = Arrays.copyOf(nextInChain, capacity);
    older = Arrays.copyOf(older, capacity);
    newer = Arrays.copyOf(newer, capacity);
    chains = emptyChains(2 * chains.length);
    for (int place = 0; place < placesUsed; place++) {
      int chain = chain(keys[place]);
      nextInChain[place] = chains[chain];
      chains[chain] = place;
    }
  }

  /** The keys are hashes already. */
  private int chain(long key) {
    return (int) key & (chains.length - 1);
  }
}
