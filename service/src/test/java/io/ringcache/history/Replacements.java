package io.ringcache.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one scope, to be asked which of those that began after a moment was done first:
 * all are added, then sorted, then looked up in logarithmic time. Not thread-safe.
 */
final class Replacements {

  private final List<Operation.Change> byBegin = new ArrayList<>();

  /** The one with the least end among those at that place and after it. */
  private Operation.Change[] firstDone = {};

  void add(Operation.Change change) {
    byBegin.add(change);
  }

  /** Once, after the last was added. */
  void sort() {
    byBegin.sort(Comparator.comparingLong(Operation.Change::begin));
    firstDone = byBegin.toArray(Operation.Change[]::new);
    for (int i = firstDone.length - 2; i >= 0; i--) {
      if (firstDone[i + 1].end() < firstDone[i].end()) {
        firstDone[i] = firstDone[i + 1];
      }
    }
  }

  /** Of those that began after that moment the one that ended first; null if none did. */
  Operation.@Nullable Change firstDoneOfThoseAfter(long moment) {
    int low = 0;
    int high = byBegin.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byBegin.get(middle).begin() > moment) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < firstDone.length ? firstDone[low] : null;
  }
}
