package io.ringcache.cache.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which ring fills a node: an item that each process reads twice a second, so that it is the last
 * to be evicted. Thread-safe, blocks nobody.
 */
final class RingMarks {

  private final MemcachedCommands commands;
  private final RingSweep sweep;

  RingMarks(MemcachedCommands commands, RingSweep sweep) {
    this.commands = commands;
    this.sweep = sweep;
  }

  /** Empty where nothing is written. */
  CompletionStage<Optional<String>> read() {
    return item().thenApply(RingMarks::text);
  }

  /** See {@link io.ringcache.cache.ring.NodeClient#replaceRingMark}. */
  CompletionStage<Boolean> replace(Optional<String> seen, String mark) {
    byte[] bytes = mark.getBytes(UTF_8);
    return seen.isEmpty()
        ? commands.add(WireKey.RING, bytes, 0)
        : item()
            .thenCompose(
                item ->
                    item != null && text(item).equals(seen)
                        ? commands
                            .cas(WireKey.RING, bytes, 0, item.cas())
                            .thenApply(CasOutcome.DONE::equals)
                        : CompletableFuture.completedFuture(false));
  }

  /** See {@link io.ringcache.cache.ring.NodeClient#sweep}. */
  CompletionStage<Boolean> sweep(String mark, Predicate<byte[]> stays) {
    return whileIts(mark, () -> sweep.run(stays));
  }

  /** See {@link io.ringcache.cache.ring.NodeClient#clear}. */
  CompletionStage<Boolean> clear(String mark) {
    return whileIts(mark, sweep::clear);
  }

  private CompletionStage<Boolean> whileIts(String mark, Supplier<CompletionStage<Boolean>> work) {
    return read()
        .thenCompose(
            now ->
                now.filter(mark::equals).isPresent()
                    ? work.get()
                    : CompletableFuture.completedFuture(false));
  }

  private CompletionStage<@Nullable Item> item() {
    return commands.gets(List.of(WireKey.RING)).thenApply(items -> items.get(WireKey.RING));
  }

  private static Optional<String> text(@Nullable Item item) {
    return Optional.ofNullable(item).map(there -> new String(there.bytes(), UTF_8));
  }
}
