package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import io.ringcache.cache.NewEntry;
import io.ringcache.cache.Precondition;
import io.ringcache.cache.PutResult;
import io.ringcache.cache.Quota;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;

/**
 * The puts of some entries of one namespace, all different, as one call of the script: they happen
 * together or not at all. Immutable.
 */
final class EntryPuts implements Commands {

  /** What is to be put, and what came of it. */
  static final class Put {

    private final CacheKey key;
    private final NewEntry entry;
    private final Precondition precondition;
    private final Quota room;
    private final boolean alone;
    private final CompletableFuture<Optional<PutResult>> result = new CompletableFuture<>();

    /**
     * A put that is not sent yet.
     *
     * @param room what the node may hold of the namespace
     * @param alone whether it is to be sent without others
     */
    Put(CacheKey key, NewEntry entry, Precondition precondition, Quota room, boolean alone) {
      this.key = key;
      this.entry = entry;
      this.precondition = precondition;
      this.room = room;
      this.alone = alone || !(precondition instanceof Precondition.None);
    }

    CacheKey key() {
      return key;
    }

    /** The bytes that it counts for. */
    int size() {
      return key.utf8().length + entry.json().length;
    }

    Quota room() {
      return room;
    }

    /** Whether it may be sent with others, which then are stored with it or not at all. */
    boolean mayBeJoined() {
      return !alone;
    }

    /** Empty if it is to be sent again, without others. */
    CompletableFuture<Optional<PutResult>> result() {
      return result;
    }
  }

  private static final byte[] NOTHING = {};
  private static final byte[] TWO_KEYS = {'2'};
  private static final byte[] ABSENT = "absent".getBytes(ISO_8859_1);

  private static final int BEFORE_ENTRIES = 10;
  private static final int EACH_ENTRY = 4;

  /** Of what is not an entry. */
  private static final int ABOUT_BYTES = 300;

  private final List<Put> puts;
  private final Quota room;
  private final KnownBytes known;
  private final boolean bySource;

  private EntryPuts(List<Put> puts, Quota room, KnownBytes known, boolean bySource) {
    this.puts = puts;
    this.room = room;
    this.known = known;
    this.bySource = bySource;
  }

  /** The call that makes a put. */
  static RedisCall<Boolean> call(Put put, KnownBytes known, long deadlineNanos) {
    return call(new EntryPuts(List.of(put), put.room, known, false), deadlineNanos);
  }

  /**
   * One call that makes puts of several.
   *
   * @param itsRoom what the node may hold of their namespace
   */
  RedisCall<Boolean> joined(List<Put> all, Quota itsRoom, long deadlineNanos) {
    return call(new EntryPuts(all, itsRoom, known, false), deadlineNanos);
  }

  private static RedisCall<Boolean> call(EntryPuts puts, long deadlineNanos) {
    RedisCall<Boolean> call =
        RedisCall.write(RedisScript.PUT.name(), puts, puts::decode, deadlineNanos);
    CompletableFuture<Boolean> unused =
        call.result()
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    puts.puts.forEach(put -> put.result.completeExceptionally(failure));
                  }
                });
    return call;
  }

  List<Put> puts() {
    return puts;
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public int bytes() {
    int bytes = ABOUT_BYTES;
    for (Put put : puts) {
      bytes += put.size();
    }
    return bytes;
  }

  @Override
  public EntryPuts bySource() {
    return new EntryPuts(puts, room, known, true);
  }

  @Override
  public void sendOn(RedisLink link) {
    NamespaceName namespace = namespace();
    byte[][] call = new byte[BEFORE_ENTRIES + EACH_ENTRY * puts.size()][];
    call[0] =
        bySource
            ? RedisScript.PUT.source().getBytes(UTF_8)
            : RedisScript.PUT.sha1().getBytes(ISO_8859_1);
    call[1] = TWO_KEYS;
    call[2] = RedisKeys.stats(namespace);
    call[3] = RedisKeys.index(namespace);
    call[4] = RedisKeys.valuePrefix(namespace);
    call[5] = RedisKeys.metaPrefix(namespace);
    call[6] = RedisKeys.tagPrefix(namespace);
    call[7] = Protocol.toByteArray(room.maxBytes());
    call[8] = room.policy().name().getBytes(ISO_8859_1);
    call[9] = word(puts.get(0).precondition);
    int next = BEFORE_ENTRIES;
    for (Put put : puts) {
      NewEntry entry = put.entry;
      call[next] = put.key.utf8();
      call[next + 1] = entry.json();
      call[next + 2] = Protocol.toByteArray(entry.ttl().millis());
      call[next + 3] =
          entry.tags().isEmpty()
              ? NOTHING
              : String.join("\n", entry.tags().names()).getBytes(UTF_8); // none has a line break
      next += EACH_ENTRY;
    }
    link.send(bySource ? Command.EVAL : Command.EVALSHA, call);
  }

  /** Completes the puts. */
  private boolean decode(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    known.note(namespace(), reply.get(1));
    if (!isStored(Replies.asLong(reply.get(0)))) {
      puts.forEach(put -> put.result.complete(Optional.empty()));
      return false;
    }
    for (int i = 0; i < puts.size(); i++) {
      long version = Replies.asLong(reply.get(2 + i));
      puts.get(i).result.complete(Optional.of(new PutResult(version > 0, Math.abs(version))));
    }
    return true;
  }

  /** Several are only refused together: each may fit by itself. */
  private boolean isStored(long status) {
    return puts.size() > 1 ? status == StoreStatus.STORED : StoreStatus.isStored(status);
  }

  private NamespaceName namespace() {
    return puts.get(0).key.namespace();
  }

  /** As put.lua has it. */
  private static byte[] word(Precondition precondition) {
    if (precondition instanceof Precondition.Absent) {
      return ABSENT;
    }
    return precondition instanceof Precondition.Version version
        ? Protocol.toByteArray(version.version())
        : NOTHING;
  }
}
