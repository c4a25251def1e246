package io.ringcache.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringcache.cache.CacheKey;
import io.ringcache.cache.NamespaceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Takes away what a node is not to have any more by its ring, a page of {@code SCAN} at a time, in
 * calls of a few milliseconds. How far it has got is on the node: one process does it, and if that
 * one ends, another goes on after a moment. Thread-safe, blocks nobody.
 */
final class RingSweep {

  private static final Logger log = LoggerFactory.getLogger(RingSweep.class);

  /** Few enough for a step to hold a node for some milliseconds. */
  private static final int NAMES_AT_ONCE = 500;

  /** Much longer than a step takes; a process that dies in it delays the next by as much. */
  private static final long LEASE_MILLIS = 2_000;

  private static final String END = "0";

  /**
   * A page.
   *
   * @param ours whether it is for us to go on
   * @param next where the next begins
   */
  private record Page(boolean ours, String next, List<byte[]> names) {}

  private final RedisCrew crew;
  private final KnownBytes known;
  private final byte[] who = UUID.randomUUID().toString().getBytes(UTF_8);

  RingSweep(RedisCrew crew, KnownBytes known) {
    this.crew = crew;
    this.known = known;
  }

  /** See {@link io.ringcache.cache.ring.NodeClient#sweep}. */
  CompletionStage<Boolean> run(String mark, Predicate<byte[]> stays) {
    return step(mark, "", 0, names -> remove(moved(names, stays)));
  }

  /** See {@link io.ringcache.cache.ring.NodeClient#clear}. */
  CompletionStage<Boolean> clear(String mark) {
    return step(mark, "", 0, this::unlink);
  }

  /**
   * Does a page and those behind it.
   *
   * @param cursor where it begins; empty for where the last one who was at it has got to
   * @param before what all pages before have removed
   */
  private CompletionStage<Boolean> step(
      String mark, String cursor, long before, Function<List<byte[]>, CompletionStage<Long>> work) {
    CommandArguments call =
        RedisScript.SWEEP
            .onNode(RedisKeys.ring(), RedisKeys.sweep())
            .add(mark)
            .add(who)
            .add(LEASE_MILLIS)
            .add(cursor)
            .add(NAMES_AT_ONCE)
            .add(RedisKeys.ANY);
    return crew.submit(
            RedisCall.script(RedisScript.SWEEP, call, RingSweep::decode, crew.deadline()))
        .thenCompose(
            page ->
                page.ours()
                    ? work.apply(page.names())
                        .thenCompose(
                            removed ->
                                page.next().equals(END)
                                    ? done(before + removed)
                                    : step(mark, page.next(), before + removed, work))
                    : CompletableFuture.completedFuture(false));
  }

  private static Page decode(Replies replies) {
    List<@Nullable Object> reply = replies.array(0);
    if (Replies.asLong(reply.get(0)) != 1) {
      return new Page(false, END, List.of());
    }
    return new Page(
        true,
        new String(Replies.required(reply.get(1)), UTF_8),
        Replies.asArray(reply.get(2)).stream().map(Replies::required).toList());
  }

  private CompletionStage<Boolean> done(long removed) {
    if (removed > 0) {
      log.info(
          "redis node {} held {} entries or keys that its ring does not place there, now removed",
          crew.name(),
          removed);
    }
    return CompletableFuture.completedFuture(true);
  }

  /** By namespace, as many as a call may remove. */
  private static List<Map.Entry<NamespaceName, List<byte[]>>> moved(
      List<byte[]> names, Predicate<byte[]> stays) {
    Map<NamespaceName, Set<CacheKey>> moved = new LinkedHashMap<>();
    for (byte[] name : names) {
      RedisKeys.entry(name)
          .filter(key -> !stays.test(RedisKeys.value(key)))
          .ifPresent(
              key -> moved.computeIfAbsent(key.namespace(), n -> new LinkedHashSet<>()).add(key));
    }
    List<Map.Entry<NamespaceName, List<byte[]>>> calls = new ArrayList<>();
    moved.forEach(
        (namespace, keys) -> {
          List<byte[]> all = keys.stream().map(CacheKey::utf8).toList();
          for (int from = 0; from < all.size(); from += ExpirySweep.ENTRIES_PER_CALL) {
            int to = Math.min(all.size(), from + ExpirySweep.ENTRIES_PER_CALL);
            calls.add(Map.entry(namespace, all.subList(from, to)));
          }
        });
    return calls;
  }

  /** One call after the other, so that the node does others' work in between. */
  private CompletionStage<Long> remove(List<Map.Entry<NamespaceName, List<byte[]>>> calls) {
    if (calls.isEmpty()) {
      return CompletableFuture.completedFuture(0L);
    }
    Map.Entry<NamespaceName, List<byte[]>> first = calls.get(0);
    return crew.submit(
            EntryRemoval.call(first.getKey(), first.getValue(), "", known, crew.deadline()))
        .thenCompose(
            removed ->
                remove(calls.subList(1, calls.size())).thenApply(more -> more + removed.size()));
  }

  private CompletionStage<Long> unlink(List<byte[]> names) {
    List<byte[]> ours = names.stream().filter(RedisKeys::isOfNamespace).toList();
    if (ours.isEmpty()) {
      return CompletableFuture.completedFuture(0L);
    }
    CommandArguments unlink = new CommandArguments(Command.UNLINK);
    ours.forEach(unlink::add);
    return crew.submit(
        RedisCall.write("UNLINK", List.of(unlink), replies -> replies.integer(0), crew.deadline()));
  }
}
