package io.ringcache.client.jcache;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A cache's entries, one after the other; each counts as read. Not thread-safe. */
final class CacheEntries<K, V> implements Iterator<Cache.Entry<K, V>> {

  private final Iterator<Map.Entry<K, V>> entries;
  private final Slots<K, V> slots;
  private final Statistics statistics;
  private final Consumer<K> remover;
  private @Nullable K last;

  CacheEntries(
      Iterator<Map.Entry<K, V>> entries,
      Slots<K, V> slots,
      Statistics statistics,
      Consumer<K> remover) {
    this.entries = entries;
    this.slots = slots;
    this.statistics = statistics;
    this.remover = remover;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Cache.Entry<K, V> next() {
    long began = System.nanoTime();
    Map.Entry<K, V> next = entries.next();
    last = next.getKey();
    statistics.read(true, began);
    slots.read(next.getKey(), new Slot<>(next.getValue(), "", Expiry.UNKNOWN));
    return new CacheView<>(next.getKey(), next.getValue());
  }

  @Override
  public void remove() {
    if (last == null) {
      throw new IllegalStateException();
    }
    remover.accept(last);
    last = null;
  }
}
