package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.Increment;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import io.ringcache.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A process' reads and writes on a node in memory. Several on one node are several processes: they
 * share nothing but the node.
 */
final class EntriesOnFake {

  /** Room for all; keeps the sum of what it was told, and what was claimed and not settled. */
  private static final class Bytes implements Room {
    private long held = 0;
    private int open = 0;

    @Override
    public CompletionStage<Claim> claim(CacheKey key, long growth, Quota room) {
      open++;
      return CompletableFuture.completedFuture(
          stored -> {
            open--;
            held += stored ? growth : 0;
          });
    }

    @Override
    public void removed(CacheKey key, long bytes) {
      held -= bytes;
    }
  }

  static final NamespaceName NAMESPACE = new NamespaceName("ns");

  final FakeCommands node;
  final ManualClock clock;
  final EntryReads reads;
  final EntryWrites writes;
  final Stamps stamps;
  final List<String> tallied = new ArrayList<>();
  private final Bytes room = new Bytes();

  private EntriesOnFake(FakeCommands node, ManualClock clock) {
    this.node = node;
    this.clock = clock;
    EntryClock time = new EntryClock(clock);
    reads =
        new EntryReads(
            node,
            time,
            new Tally() {
              @Override
              public void hit(CacheKey key, Envelope found) {
                tallied.add("hit " + key.name());
              }

              @Override
              public void miss(NamespaceName namespace) {
                tallied.add("miss");
              }
            });
    stamps = new Stamps(node, time);
    Turns turns = new Turns(node.node(), Duration.ofMinutes(1));
    writes =
        new EntryWrites(
            reads, stamps, new WriteAttempts(node, reads, stamps, room, turns, time), time);
  }

  static EntriesOnFake alone() {
    ManualClock clock = new ManualClock();
    return new EntriesOnFake(new FakeCommands(clock), clock);
  }

  /** Another process on the same node, with the same clock. */
  EntriesOnFake rival() {
    return new EntriesOnFake(node, clock);
  }

  /** Of keys and values, as the room was told; fails while a claim is open. */
  long heldBytes() {
    if (room.open != 0) {
      throw new IllegalStateException(room.open + " claims were never settled");
    }
    return room.held;
  }

  static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  static String wireKey(String name) {
    return WireKey.of(key(name));
  }

  static NewEntry entry(String json, String... tags) {
    return new NewEntry(json.getBytes(UTF_8), Ttl.FOREVER, Tags.of(List.of(tags)));
  }

  PutResult put(String name, String json, String... tags) {
    return done(writes.put(key(name), entry(json, tags), Precondition.NONE, Quota.UNLIMITED));
  }

  PutResult put(String name, String json, Precondition precondition) {
    return done(writes.put(key(name), entry(json), precondition, Quota.UNLIMITED));
  }

  long increment(String name, long delta) {
    Increment by = new Increment(delta, 0, Optional.empty(), Ttl.FOREVER);
    return done(writes.increment(key(name), by, Quota.UNLIMITED));
  }

  boolean touch(String name, long seconds) {
    return done(writes.touch(key(name), Ttl.ofSeconds(seconds)));
  }

  boolean delete(String name) {
    return done(writes.delete(key(name), Precondition.NONE));
  }

  Optional<String> value(String name) {
    return done(reads.peek(key(name))).map(found -> new String(found.json(), UTF_8));
  }

  /** The node answers at once, so whatever is not done now never will be. */
  static <T> T done(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    if (!future.isDone()) {
      throw new IllegalStateException("never completes");
    }
    return future.join();
  }
}
