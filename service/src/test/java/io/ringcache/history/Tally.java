package io.ringcache.history;

import java.util.List;

/**
 * What a history consists of.
 *
 * @param reads that were answered
 * @param hits those of them that saw a value
 * @param changes that were done
 * @param unanswered changes without an answer
 * @param refused changes that were refused
 */
public record Tally(long reads, long hits, long changes, long unanswered, long refused) {

  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

  static Tally of(List<? extends Operation> operations) {
    Tally all = NOTHING;
    for (Operation operation : operations) {
      all = all.plus(one(operation));
    }
    return all;
  }

  private static Tally one(Operation operation) {
    if (operation instanceof Operation.Get get) {
      return new Tally(1, get.seen() == Operation.Get.NOTHING ? 0 : 1, 0, 0, 0);
    }
    return switch (((Operation.Change) operation).outcome()) {
      case DONE -> new Tally(0, 0, 1, 0, 0);
      case UNANSWERED -> new Tally(0, 0, 0, 1, 0);
      case REFUSED -> new Tally(0, 0, 0, 0, 1);
    };
  }

  Tally plus(Tally other) {
    return new Tally(
        reads + other.reads,
        hits + other.hits,
        changes + other.changes,
        unanswered + other.unanswered,
        refused + other.refused);
  }
}
