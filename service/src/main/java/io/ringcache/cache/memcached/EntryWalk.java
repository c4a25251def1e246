package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One walk over a namespace's live entries. Those that a line does not tell all of are read in
 * batches meanwhile, or after it.
 *
 * <p>The dump waits for nothing: memcached, 1.6.18 at least, holds the lock of some keys while it
 * waits for whoever does not read on, and the reads and writes of these wait with it.
 */
final class EntryWalk {

  private static final int BATCH_KEYS = 200;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCHES_UNDER_WAY = 4;

  /** At 200 bytes a line this is 200 MB: then the walk is given up, not the process. */
  private static final int LINES_WAITING = 1_000_000;

  private final MemcachedCommands commands;
  private final EntryReads reads;
  private final EntryClock clock;
  private final NamespaceName namespace;
  private final String prefix;
  private final long generationCas;
  private final int overhead;
  private final Consumer<LiveEntry> each;
  private final AtomicInteger linesWaiting = new AtomicInteger();
  private final BoundedWork work = new BoundedWork(BATCHES_UNDER_WAY);

  // touched by the walk's thread, and by the one that sees its end
  private List<DumpLine> batch = new ArrayList<>();
  private int batchBytes;
  private boolean tooMany;

  /**
   * Not begun yet.
   *
   * @param generationCas what is older is of a generation before
   * @param overhead of every item, in bytes
   */
  EntryWalk(
      MemcachedCommands commands,
      EntryReads reads,
      EntryClock clock,
      NamespaceName namespace,
      long generationCas,
      int overhead,
      Consumer<LiveEntry> each) {
    this.commands = commands;
    this.reads = reads;
    this.clock = clock;
    this.namespace = namespace;
    this.prefix = WireKey.prefix(namespace);
    this.generationCas = generationCas;
    this.overhead = overhead;
    this.each = each;
  }

  /** Begins. */
  CompletionStage<Void> run(Pace pace) {
    return commands
        .walk(this::look, pace)
        .thenCompose(
            walked -> {
              sendBatch();
              return work.end();
            })
        .thenAccept(ended -> requireNotTooMany());
  }

  private void requireNotTooMany() {
    if (tooMany) {
      throw new CacheException.NodeBusy(
          commands.node(),
          "more entries with tags or long keys than can be read while it is walked");
    }
  }

  private void look(DumpLine line) {
    if (!line.key().startsWith(prefix)) {
      return;
    }
    long now = clock.millis();
    if (line.cas() < generationCas || NodeExpiry.isExpired(line, now)) {
      return;
    }
    if (NodeExpiry.isAliveAndPlain(line, now) && jsonLength(line) > 0) {
      WireKey.key(namespace, line.key()).ifPresent(key -> show(plain(key, line)));
    } else {
      read(line);
    }
  }

  /** Of a plain entry; what has none is not ours. */
  private long jsonLength(DumpLine line) {
    return (long) line.size() - overhead - line.key().length() - Envelope.FIXED_BYTES;
  }

  private LiveEntry plain(CacheKey key, DumpLine line) {
    return new LiveEntry(
        key,
        line.key(),
        line.cas(),
        key.utf8().length + jsonLength(line),
        line.lastAccess() * 1000,
        line.expiresAt() <= 0 ? Long.MAX_VALUE : (line.expiresAt() - 2) * 1000,
        Tags.NONE);
  }

  private void read(DumpLine line) {
    batch.add(line);
    batchBytes += line.size();
    if (batch.size() == BATCH_KEYS || batchBytes >= BATCH_BYTES) {
      sendBatch();
    }
  }

  private void sendBatch() {
    if (batch.isEmpty()) {
      return;
    }
    List<DumpLine> lines = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    tooMany |= linesWaiting.addAndGet(lines.size()) > LINES_WAITING;
    if (!tooMany) {
      work.add(() -> read(lines));
    }
  }

  private CompletionStage<Void> read(List<DumpLine> lines) {
    linesWaiting.addAndGet(-lines.size());
    return reads
        .look(namespace, lines.stream().map(DumpLine::key).toList(), List.of())
        .thenAccept(sight -> lines.forEach(line -> showRead(line, sight)));
  }

  private void showRead(DumpLine line, Sight sight) {
    Item item = sight.item(line.key());
    Optional<Envelope> live = sight.live(line.key(), clock.millis());
    if (item != null && live.isPresent()) {
      key(line, live.get()).ifPresent(key -> show(read(key, line, item, live.get())));
    }
  }

  private static LiveEntry read(CacheKey key, DumpLine line, Item item, Envelope envelope) {
    return new LiveEntry(
        key,
        line.key(),
        item.cas(),
        key.utf8().length + (long) envelope.json().length,
        line.lastAccess() * 1000,
        envelope.expiresAtMillis() == 0 ? Long.MAX_VALUE : envelope.expiresAtMillis(),
        envelope.tags());
  }

  private Optional<CacheKey> key(DumpLine line, Envelope envelope) {
    return envelope.originalKey().isEmpty()
        ? WireKey.key(namespace, line.key())
        : Optional.of(CacheKey.of(namespace, envelope.originalKey()));
  }

  private synchronized void show(LiveEntry entry) {
    each.accept(entry);
  }
}
