package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Glob;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One walk over a namespace's live entries. Those that a line does not tell all of are read in
 * batches meanwhile, or after it.
 *
 * <p>What comes straight from the node waits for nothing: memcached, 1.6.18 at least, holds the
 * lock of some keys while it waits for whoever does not read on, and the reads and writes of these
 * wait with it. A gentle walk has taken the dump before, and waits for what is to be done with it.
 */
final class EntryWalk implements LineTaker {

  private static final int BATCH_KEYS = 200;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCHES_UNDER_WAY = 4;

  /** At 200 bytes each this is 200 MB: then the walk is given up, not the process. */
  private static final int ENTRIES_WAITING = 1_000_000;

  /** What its line does not tell all of. */
  private record Unread(String wireKey, long lastAccess) {}

  private final MemcachedCommands commands;
  private final EntryReads reads;
  private final EntryClock clock;
  private final NamespaceName namespace;
  private final Glob names;
  private final String prefix;
  private final long generationCas;
  private final int overhead;
  private final EntryTaker taker;
  private final AtomicInteger entriesWaiting = new AtomicInteger();
  private final BoundedWork work = new BoundedWork(BATCHES_UNDER_WAY);

  // touched by the walk's thread, and by the one that sees its end
  private List<Unread> batch = new ArrayList<>();
  private int batchBytes;
  private boolean tooMany;

  /**
   * Not begun yet.
   *
   * @param names of the entries that are asked for
   * @param generationCas what is older is of a generation before
   * @param overhead of every item, in bytes
   */
  EntryWalk(
      MemcachedCommands commands,
      EntryReads reads,
      EntryClock clock,
      NamespaceName namespace,
      Glob names,
      long generationCas,
      int overhead,
      EntryTaker taker) {
    this.commands = commands;
    this.reads = reads;
    this.clock = clock;
    this.namespace = namespace;
    this.names = names;
    this.prefix = WireKey.prefix(namespace);
    this.generationCas = generationCas;
    this.overhead = overhead;
    this.taker = taker;
  }

  /** Begins. */
  CompletionStage<Void> run(Pace pace) {
    return commands
        .walk(this, pace)
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

  @Override
  public boolean isBehind() {
    return work.isBehind() || taker.isBehind();
  }

  /** Makes nothing of what is not asked for: that may be nearly all. */
  @Override
  public void take(DumpLine line) {
    if (!isOfNamespace(line.key()) || line.cas() < generationCas) {
      return;
    }
    long now = clock.millis();
    if (NodeExpiry.isExpired(line, now) || !mayHaveSuchAName(line.key())) {
      return;
    }
    String wireKey = line.key().toString();
    if (NodeExpiry.isAliveAndPlain(line, now) && jsonLength(line) > 0) {
      WireKey.key(namespace, wireKey).ifPresent(key -> show(plain(key, wireKey, line)));
    } else {
      read(new Unread(wireKey, line.lastAccess()), line.size());
    }
  }

  private boolean isOfNamespace(CharSequence wireKey) {
    if (wireKey.length() <= prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (wireKey.charAt(i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Also where the wire key does not say the name. */
  private boolean mayHaveSuchAName(CharSequence wireKey) {
    if (WireKey.isPlain(wireKey, prefix.length())) { // nearly all
      return names.matches(wireKey, prefix.length());
    }
    String encoded = wireKey.toString();
    return WireKey.isHashed(encoded)
        || WireKey.key(namespace, encoded).filter(key -> names.matches(key.name())).isPresent();
  }

  /** Of a plain entry; what has none is not ours. */
  private long jsonLength(DumpLine line) {
    return (long) line.size() - overhead - line.key().length() - Envelope.FIXED_BYTES;
  }

  private LiveEntry plain(CacheKey key, String wireKey, DumpLine line) {
    return new LiveEntry(
        key,
        wireKey,
        line.cas(),
        key.utf8().length + jsonLength(line),
        line.lastAccess() * 1000,
        line.expiresAt() <= 0 ? Long.MAX_VALUE : (line.expiresAt() - 2) * 1000,
        Tags.NONE);
  }

  private void read(Unread entry, int size) {
    batch.add(entry);
    batchBytes += size;
    if (batch.size() == BATCH_KEYS || batchBytes >= BATCH_BYTES) {
      sendBatch();
    }
  }

  private void sendBatch() {
    if (batch.isEmpty()) {
      return;
    }
    List<Unread> entries = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    tooMany |= entriesWaiting.addAndGet(entries.size()) > ENTRIES_WAITING;
    if (!tooMany) {
      work.add(() -> read(entries));
    }
  }

  private CompletionStage<Void> read(List<Unread> entries) {
    entriesWaiting.addAndGet(-entries.size());
    return reads
        .look(namespace, entries.stream().map(Unread::wireKey).toList(), List.of())
        .thenAccept(sight -> entries.forEach(entry -> showRead(entry, sight)));
  }

  private void showRead(Unread entry, Sight sight) {
    Item item = sight.item(entry.wireKey());
    Optional<Envelope> live = sight.live(entry.wireKey(), clock.millis());
    if (item != null && live.isPresent()) {
      key(entry, live.get())
          .filter(key -> names.matches(key.name()))
          .ifPresent(key -> show(read(key, entry, item, live.get())));
    }
  }

  private static LiveEntry read(CacheKey key, Unread entry, Item item, Envelope envelope) {
    return new LiveEntry(
        key,
        entry.wireKey(),
        item.cas(),
        key.utf8().length + (long) envelope.json().length,
        entry.lastAccess() * 1000,
        envelope.expiresAtMillis() == 0 ? Long.MAX_VALUE : envelope.expiresAtMillis(),
        envelope.tags());
  }

  private Optional<CacheKey> key(Unread entry, Envelope envelope) {
    return envelope.originalKey().isEmpty()
        ? WireKey.key(namespace, entry.wireKey())
        : Optional.of(CacheKey.of(namespace, envelope.originalKey()));
  }

  private synchronized void show(LiveEntry entry) {
    taker.take(entry);
  }
}
