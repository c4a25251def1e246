package io.ringcache.client.jcache;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Every look and every change of one cache: looks, decides, and writes where nothing has changed
 * meanwhile; else does it all again. What has happened the listeners are told.
 */
final class Slots<K, V> {

  /**
   * What a change was decided about, and what has come of it.
   *
   * @param stored whether there is a value now that was not there before, or another one
   */
  record Outcome<V>(Slot<V> seen, boolean stored) {

    boolean wasThere() {
      return seen.isThere();
    }
  }

  private enum Result {
    DONE,
    STORED,
    OUTRUN
  }

  private static final int MOST_ATTEMPTS = 1000;

  private final Cache<K, V> cache;
  private final Store<K, V> store;
  private final Expiry expiry;
  private final Events<K, V> events;

  Slots(Cache<K, V> cache, Store<K, V> store, Expiry expiry, Events<K, V> events) {
    this.cache = cache;
    this.store = store;
    this.expiry = expiry;
    this.events = events;
  }

  /** What is there; what has expired is removed, as far as nobody is faster. */
  Slot<V> look(K key) {
    Slot<V> slot = store.look(key);
    if (slot.hasExpired()) {
      if (store.remove(key, slot)) {
        events.expired(cache, key, null);
      }
      return new Slot<>(null, "", Expiry.NEVER);
    }
    return slot;
  }

  Map<K, Slot<V>> look(Set<? extends K> keys) {
    return store.look(keys);
  }

  /** Does to the slot what is decided about it. */
  Outcome<V> change(K key, Function<Slot<V>, Change<V>> decision) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Slot<V> slot = look(key);
      Result result = apply(key, slot, decision.apply(slot));
      if (result != Result.OUTRUN) {
        return new Outcome<>(slot, result == Result.STORED);
      }
    }
    throw new CacheException("others were faster " + MOST_ATTEMPTS + " times");
  }

  private Result apply(K key, Slot<V> slot, Change<V> change) {
    switch (change.kind()) {
      case KEEP -> {
        return Result.DONE;
      }
      case READ -> {
        read(key, slot);
        return Result.DONE;
      }
      case PUT -> {
        return put(key, slot, change.value());
      }
      case REMOVE -> {
        if (!store.remove(key, slot)) {
          return Result.OUTRUN;
        }
        if (slot.isThere()) {
          events.removed(cache, key, slot.value());
        }
        return Result.DONE;
      }
    }
    throw new AssertionError(change.kind());
  }

  /** A read of what is there may give it another expiry; if somebody changes it, that counts. */
  void read(K key, Slot<V> slot) {
    if (!slot.isThere()) {
      return;
    }
    long expires = expiry.ofAccess(System.currentTimeMillis(), slot.expires());
    if (expires == slot.expires()) {
      return;
    }
    Slot<V> known = slot.etag().isEmpty() ? store.look(key) : slot; // read with others
    @Nullable V value = known.value();
    if (value == null) {
      return;
    }
    if (expires != Expiry.AT_ONCE) {
      store.store(key, known, value, expires);
    } else if (store.remove(key, known)) {
      events.expired(cache, key, value);
    }
  }

  private Result put(K key, Slot<V> slot, @Nullable V value) {
    if (value == null) {
      throw new AssertionError("a put of nothing");
    }
    long now = System.currentTimeMillis();
    long expires = slot.isThere() ? expiry.ofUpdate(now, slot.expires()) : expiry.ofCreation(now);
    if (expires == Expiry.AT_ONCE) {
      if (!store.remove(key, slot)) {
        return Result.OUTRUN;
      }
      if (slot.isThere()) {
        events.expired(cache, key, value);
      }
      return slot.isThere() ? Result.STORED : Result.DONE; // for a moment
    }
    if (!store.store(key, slot, value, expires)) {
      return Result.OUTRUN;
    }
    if (slot.isThere()) {
      events.updated(cache, key, slot.value(), value);
    } else {
      events.created(cache, key, value);
    }
    return Result.STORED;
  }

  /**
   * Stores them without a look, where that makes no difference: nobody is to be told, and what is
   * there has no say in the expiry. Whether it did.
   */
  boolean putBlindly(Map<? extends K, ? extends V> values) {
    ExpiryPolicy policy = expiry.policy();
    boolean sameExpiry =
        policy instanceof EternalExpiryPolicy
            || policy instanceof ModifiedExpiryPolicy
            || policy instanceof TouchedExpiryPolicy;
    if (!sameExpiry || !events.isEmpty()) {
      return false;
    }
    long expires = expiry.ofCreation(System.currentTimeMillis());
    if (expires == Expiry.AT_ONCE) {
      return false;
    }
    store.store(values, expires);
    return true;
  }

  /** Removes them; how many there were. Nobody is told but where somebody listens. */
  long removeAll(Set<? extends K> keys) {
    if (events.isEmpty()) {
      long there = store.look(keys).size();
      store.remove(keys);
      return there;
    }
    return keys.stream()
        .filter(key -> change(key, slot -> Change.removeIf(slot.isThere())).wasThere())
        .count();
  }
}
