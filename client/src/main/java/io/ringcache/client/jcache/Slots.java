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

  /** Does to the slot what is decided about it; returns what it was decided about. */
  Slot<V> change(K key, Function<Slot<V>, Change<V>> decision) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Slot<V> slot = look(key);
      if (apply(key, slot, decision.apply(slot))) {
        return slot;
      }
    }
    throw new CacheException("others were faster " + MOST_ATTEMPTS + " times");
  }

  private boolean apply(K key, Slot<V> slot, Change<V> change) {
    switch (change.kind()) {
      case KEEP -> {
        return true;
      }
      case READ -> {
        read(key, slot);
        return true;
      }
      case PUT -> {
        return put(key, slot, change.value());
      }
      case REMOVE -> {
        if (!store.remove(key, slot)) {
          return false;
        }
        if (slot.isThere()) {
          events.removed(cache, key, slot.value());
        }
        return true;
      }
    }
    throw new AssertionError(change.kind());
  }

  /** A read of what is there may give it another expiry; if somebody changes it, that counts. */
  void read(K key, Slot<V> slot) {
    long expires = expiry.ofAccess(System.currentTimeMillis(), slot.expires());
    if (!slot.isThere() || expires == slot.expires()) {
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

  private boolean put(K key, Slot<V> slot, @Nullable V value) {
    if (value == null) {
      throw new AssertionError("a put of nothing");
    }
    long now = System.currentTimeMillis();
    if (!slot.isThere()) {
      long expires = expiry.ofCreation(now);
      if (expires == Expiry.AT_ONCE) {
        return true;
      }
      if (!store.store(key, slot, value, expires)) {
        return false;
      }
      events.created(cache, key, value);
      return true;
    }
    long expires = expiry.ofUpdate(now, slot.expires());
    if (expires == Expiry.AT_ONCE) {
      if (!store.remove(key, slot)) {
        return false;
      }
      events.expired(cache, key, value);
      return true;
    }
    if (!store.store(key, slot, value, expires)) {
      return false;
    }
    events.updated(cache, key, slot.value(), value);
    return true;
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

  /** Whether something would be stored that is new. */
  boolean keepsWhatIsNew() {
    return expiry.ofCreation(System.currentTimeMillis()) != Expiry.AT_ONCE;
  }
}
