package io.ringcache.client.jcache;

import io.ringcache.client.jcache.Slots.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * Runs entry processors in this process: what one has decided is written where the value is still
 * the one that it has seen, else it runs again. Thread-safe.
 */
final class Processors<K, V> {

  private final Slots<K, V> slots;
  private final Outside<K, V> outside;
  private final Statistics statistics;

  Processors(Slots<K, V> slots, Outside<K, V> outside, Statistics statistics) {
    this.slots = slots;
    this.outside = outside;
    this.statistics = statistics;
  }

  <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    long began = System.nanoTime();
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    AtomicReference<@Nullable ProcessedEntry<K, V>> last = new AtomicReference<>();
    Function<Slot<V>, Change<V>> process =
        slot -> {
          ProcessedEntry<K, V> entry = new ProcessedEntry<>(key, slot, outside);
          last.set(entry);
          try {
            result.set(processor.process(entry, arguments));
          } catch (CacheException e) {
            throw e;
          } catch (RuntimeException e) {
            throw new EntryProcessorException(e);
          }
          return entry.end();
        };
    Outcome<V> outcome = slots.change(key, process);
    statistics.read(outcome.wasThere(), began);
    ProcessedEntry<K, V> entry = last.get();
    if (entry != null && entry.isSet()) {
      statistics.put(outcome.stored() ? 1 : 0, began);
    } else if (entry != null && entry.isRemoved() && outcome.wasThere()) {
      statistics.removed(1, began);
    }
    return result.get();
  }

  /** One after the other; a failure is the result of its key. */
  static <K, T> Map<K, EntryProcessorResult<T>> each(
      Set<? extends K> keys, Function<K, @Nullable T> invocation) {
    Map<K, EntryProcessorResult<T>> results = new HashMap<>();
    for (K key : keys) {
      try {
        @Nullable T result = invocation.apply(key);
        if (result != null) {
          results.put(key, () -> result);
        }
      } catch (RuntimeException e) {
        EntryProcessorException failure =
            e instanceof EntryProcessorException known ? known : new EntryProcessorException(e);
        results.put(
            key,
            () -> {
              throw failure;
            });
      }
    }
    return results;
  }
}
