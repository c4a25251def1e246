package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what a node is not to have any more by its ring, by walks, in no hurry. One process
 * does it; if that one ends, another begins again after some seconds, and finds what is left.
 * Thread-safe, blocks nobody.
 */
final class RingSweep {

  private static final Logger log = LoggerFactory.getLogger(RingSweep.class);

  /** Few: whoever reads meanwhile waits on the same connections. */
  private static final int UNDER_WAY = 8;

  /** Keys that are removed after one walk; what it meets beyond is left to the next. */
  private static final int KEYS_PER_WALK = 250_000;

  /** Where a sweep takes longer another process may join it, which does no harm. */
  private static final long LEASE_MILLIS = 5_000;

  private final MemcachedCommands commands;
  private final EntryClock clock;

  RingSweep(MemcachedCommands commands, EntryClock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** Removes the entries that are not to stay; false if another process is at it. */
  CompletionStage<Boolean> run(Predicate<byte[]> stays) {
    return alone(key -> WireKey.isEntry(key) && !stays.test(key.toString().getBytes(US_ASCII)));
  }

  /** Removes all that is kept of namespaces; false if another process is at it. */
  CompletionStage<Boolean> clear() {
    return alone(WireKey::isOfNamespace);
  }

  private CompletionStage<Boolean> alone(Predicate<CharSequence> doomed) {
    long until = TimeUnit.MILLISECONDS.toSeconds(clock.millis() + LEASE_MILLIS);
    return commands
        .add(WireKey.SWEEP, new byte[0], until)
        .thenCompose(
            first ->
                first
                    ? round(doomed, new LongAdder()).thenCompose(done -> end())
                    : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<Boolean> end() {
    return commands.delete(WireKey.SWEEP).handle((there, failure) -> true);
  }

  private CompletionStage<Void> round(Predicate<CharSequence> doomed, LongAdder removed) {
    Round round = new Round(doomed, removed);
    return commands
        .walk(round, Pace.GENTLE)
        .thenCompose(walked -> round.work.end())
        .thenCompose(
            ended -> {
              if (round.met > KEYS_PER_WALK) {
                return round(doomed, removed);
              }
              if (removed.sum() > 0) {
                log.info(
                    "memcached node {} held {} keys that its ring does not place there, now removed",
                    commands.node(),
                    removed.sum());
              }
              return CompletableFuture.completedFuture(null);
            });
  }

  /** What one walk meets, and what becomes of it. */
  private final class Round implements LineTaker {
    private final Predicate<CharSequence> doomed;
    private final LongAdder removed;
    private final BoundedWork work = new BoundedWork(UNDER_WAY);
    private long met;

    Round(Predicate<CharSequence> doomed, LongAdder removed) {
      this.doomed = doomed;
      this.removed = removed;
    }

    @Override
    public void take(DumpLine line) {
      if (doomed.test(line.key()) && ++met <= KEYS_PER_WALK) {
        String key = line.key().toString();
        work.add(() -> commands.delete(key).thenAccept(there -> removed.add(there ? 1 : 0)));
      }
    }

    @Override
    public boolean isBehind() {
      return work.isBehind();
    }
  }
}
