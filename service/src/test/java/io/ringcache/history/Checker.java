package io.ringcache.history;

import io.ringcache.history.Operation.Change;
import io.ringcache.history.Operation.Get;
import io.ringcache.history.Operation.Put;
import io.ringcache.history.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history, part by part: no read may return a value that had been replaced before the read
 * began. Takes n log n time, and keeps between the parts only what may still be seen. Not
 * thread-safe.
 *
 * <p><b>When a value was stored at the latest:</b> when its put ended, whatever came of it, or when
 * a read that saw it ended, if that was earlier. A put without an answer may have happened or not.
 * But it is over when its client is told so: the backend has given its connection up with a reset,
 * and repeats no write. A client that stores or deletes the same key afterwards, through whichever
 * process, is not to be overtaken by what was given up before.
 *
 * <p><b>When it was replaced at the latest:</b> when a change of its key, of a pattern that matches
 * it or of one of its tags was done that began after the value was stored. Nobody may see the value
 * in a read that begins after that ({@link Kind#REPLACED}). Of changes that overlap with the put
 * either may have been first, so they are not counted. Nor is a change without an answer: it may
 * not have happened. Only the process that asked for it knows of it, and has to remove what the
 * node may have missed before it asks it again: through that one, too, nobody may see the value any
 * more ({@link Kind#MISSED_HERE}).
 *
 * <p>A miss is never wrong: a cache may lose entries, and a node that was restarted has.
 */
final class Checker {

  /** A value, when it was stored at the latest, and what has replaced it, as far as known. */
  private static final class Written {
    private final Put put;
    private long storedAt;
    private @Nullable Change replaced;
    private final Map<Integer, Change> missed = new HashMap<>(2);

    private Written(Put put) {
      this.put = put;
      this.storedAt = put.end();
    }
  }

  private final int processes;
  private final Map<Long, Written> values = new HashMap<>();
  private long ended = Long.MIN_VALUE;

  /**
   * Knows nothing yet.
   *
   * @param processes those of the operations are below
   */
  Checker(int processes) {
    this.processes = processes;
  }

  /** How many values may still be seen. */
  int remembered() {
    return values.size();
  }

  /**
   * Judges the next part.
   *
   * @param operations in any order; all began after those of the part before had ended
   */
  List<Violation> check(List<? extends Operation> operations) {
    remember(operations);
    List<Violation> violations = new ArrayList<>();
    List<Get> sound = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation instanceof Get get && get.seen() != Get.NOTHING) {
        Written value = values.get(get.seen());
        Optional<Kind> wrong = wrongInItself(get, value);
        if (wrong.isPresent()) {
          violations.add(new Violation(wrong.get(), get, value == null ? null : value.put, null));
        } else if (value != null) {
          value.storedAt = Math.min(value.storedAt, get.end());
          sound.add(get);
        }
      }
    }
    findReplacements(operations);
    for (Get get : sound) {
      outdated(get).ifPresent(violations::add);
    }
    forgetWhatNobodyMaySee();
    return violations;
  }

  private void remember(List<? extends Operation> operations) {
    long last = ended;
    for (Operation operation : operations) {
      if (operation.begin() < ended || operation.end() < operation.begin()) {
        throw new IllegalArgumentException("at a time that can not be: " + operation);
      }
      last = Math.max(last, operation.end());
      if (operation instanceof Put put && values.put(put.value(), new Written(put)) != null) {
        throw new IllegalArgumentException("a value that was stored before: " + put);
      }
    }
    ended = last;
  }

  /** Without regard to any other operation. */
  private static Optional<Kind> wrongInItself(Get get, @Nullable Written value) {
    if (value == null) {
      return Optional.of(Kind.UNKNOWN_VALUE);
    }
    if (!value.put.key().equals(get.key())) {
      return Optional.of(Kind.ANOTHER_KEYS);
    }
    if (get.end() < value.put.begin()) {
      return Optional.of(Kind.FROM_THE_FUTURE);
    }
    return value.put.outcome() == Outcome.REFUSED
        ? Optional.of(Kind.REFUSED_VALUE)
        : Optional.empty();
  }

  private void findReplacements(List<? extends Operation> operations) {
    Round done = Round.of(operations, change -> change.outcome() == Outcome.DONE);
    for (Written value : values.values()) {
      if (value.replaced == null) {
        value.replaced = done.firstDoneAfter(value.storedAt, value.put);
      }
    }
    for (int process = 0; process < processes; process++) {
      int here = process;
      Round missed =
          Round.of(
              operations,
              change -> change.process() == here && change.outcome() == Outcome.UNANSWERED);
      for (Written value : values.values()) {
        Change change = missed.firstDoneAfter(value.storedAt, value.put);
        if (change != null) {
          value.missed.putIfAbsent(here, change);
        }
      }
    }
  }

  private Optional<Violation> outdated(Get get) {
    Written value = values.get(get.seen());
    if (value == null) {
      return Optional.empty();
    }
    Change missed = value.missed.get(get.process());
    if (value.replaced != null && value.replaced.end() < get.begin()) {
      return Optional.of(new Violation(Kind.REPLACED, get, value.put, value.replaced));
    }
    return missed != null && missed.end() < get.begin()
        ? Optional.of(new Violation(Kind.MISSED_HERE, get, value.put, missed))
        : Optional.empty();
  }

  /** Whatever begins from now on comes after all that was done, or at that very moment. */
  private void forgetWhatNobodyMaySee() {
    values
        .values()
        .removeIf(
            value ->
                value.put.outcome() == Outcome.REFUSED
                    || (value.replaced != null && value.replaced.end() < ended));
  }
}
