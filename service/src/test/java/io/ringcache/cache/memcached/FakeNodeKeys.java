package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.BlockingCache;
import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import io.ringcache.cache.Tags;
import io.ringcache.cache.Ttl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** All that works on a node, on one in memory, with a clock that is set by hand. */
final class FakeNodeKeys {

  static final NamespaceName NAMESPACE = new NamespaceName("ns");

  private final AtomicLong millis = new AtomicLong(1_800_000_000_000L);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
  final FakeCommands node = new FakeCommands(clock);
  final EntryReads reads;
  final EntryWrites writes;
  final NodeKeys keys;

  FakeNodeKeys() {
    EntryClock entryClock = new EntryClock(clock);
    ReadTally tally = new ReadTally(new HitCounts(node), new ReadTable(), entryClock);
    reads = new EntryReads(node, entryClock, tally);
    keys = new NodeKeys(node, reads, tally, entryClock, "host:1");
    Stamps stamps = new Stamps(node, entryClock);
    Turns turns = new Turns("fake", Duration.ofSeconds(1));
    WriteAttempts attempts = new WriteAttempts(node, reads, stamps, keys.room(), turns, entryClock);
    writes = new EntryWrites(reads, stamps, attempts, entryClock);
  }

  void letPass(long forMillis) {
    millis.addAndGet(forMillis);
  }

  static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  PutResult put(String name, String json) {
    return put(name, json, Ttl.FOREVER, Quota.UNLIMITED);
  }

  PutResult put(String name, String json, Ttl ttl, Quota room, String... tags) {
    NewEntry entry = new NewEntry(json.getBytes(UTF_8), ttl, Tags.of(List.of(tags)));
    return BlockingCache.await(writes.put(key(name), entry, Precondition.NONE, room));
  }

  void delete(String name) {
    BlockingCache.await(writes.delete(key(name), Precondition.NONE));
  }

  boolean isThere(String name) {
    return BlockingCache.await(reads.peek(key(name))).isPresent();
  }

  void read(String name) {
    BlockingCache.await(reads.get(key(name)));
  }
}
