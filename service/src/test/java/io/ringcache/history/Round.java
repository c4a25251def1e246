package io.ringcache.history;

import io.ringcache.cache.Glob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The changes of one part of a history that count for somebody, found by what they are about. */
final class Round {

  private final Map<Scope, Replacements> byScope = new HashMap<>();
  private final Map<Scope.Matching, Glob> patterns = new HashMap<>();
  private final Map<String, List<Replacements>> byKey = new HashMap<>();

  static Round of(List<? extends Operation> operations, Predicate<Operation.Change> counts) {
    Round round = new Round();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Change change && counts.test(change)) {
        round.add(change);
      }
    }
    round.byScope.values().forEach(Replacements::sort);
    return round;
  }

  private void add(Operation.Change change) {
    Scope scope = change.scope();
    byScope.computeIfAbsent(scope, unknown -> new Replacements()).add(change);
    if (scope instanceof Scope.Matching matching) {
      patterns.computeIfAbsent(matching, unknown -> Glob.of(matching.pattern()));
    }
  }

  /**
   * Of the changes that concern an entry and began after that moment the one that was done first;
   * null if there is none.
   */
  Operation.@Nullable Change firstDoneAfter(long moment, Operation.Put entry) {
    Operation.Change first = null;
    for (Replacements some : byKey.computeIfAbsent(entry.key(), this::concerning)) {
      first = earlier(first, some.firstDoneOfThoseAfter(moment));
    }
    for (String tag : entry.tags()) {
      Replacements some = byScope.get(new Scope.Tagged(tag));
      if (some != null) {
        first = earlier(first, some.firstDoneOfThoseAfter(moment));
      }
    }
    return first;
  }

  private List<Replacements> concerning(String key) {
    List<Replacements> found = new ArrayList<>();
    Replacements own = byScope.get(new Scope.Key(key));
    if (own != null) {
      found.add(own);
    }
    patterns.forEach(
        (scope, pattern) -> {
          Replacements some = byScope.get(scope);
          if (some != null && pattern.matches(key)) {
            found.add(some);
          }
        });
    return found;
  }

  private static Operation.@Nullable Change earlier(
      Operation.@Nullable Change one, Operation.@Nullable Change another) {
    return one == null || (another != null && another.end() < one.end()) ? another : one;
  }
}
