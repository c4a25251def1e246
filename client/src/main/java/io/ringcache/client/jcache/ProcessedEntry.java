package io.ringcache.client.jcache;

import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** What an entry processor gets; what it does to it is carried out when it has ended. */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

  private enum Deed {
    NOTHING,
    READ,
    LOADED,
    SET,
    REMOVED
  }

  private final K key;
  private final Slot<V> slot;
  private final Outside<K, V> outside;
  private @Nullable V value;
  private Deed deed = Deed.NOTHING;

  ProcessedEntry(K key, Slot<V> slot, Outside<K, V> outside) {
    this.key = key;
    this.slot = slot;
    this.outside = outside;
    this.value = slot.value();
  }

  @Override
  public boolean exists() {
    return value != null;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public @Nullable V getValue() {
    if (value == null && deed == Deed.NOTHING) {
      value = outside.load(key);
      deed = value == null ? Deed.NOTHING : Deed.LOADED;
    } else if (deed == Deed.NOTHING) {
      deed = Deed.READ;
    }
    return value;
  }

  @Override
  public void remove() {
    // what was only set here has never been there
    deed = deed == Deed.SET && !slot.isThere() ? Deed.NOTHING : Deed.REMOVED;
    value = null;
  }

  @Override
  public void setValue(V newValue) {
    if (newValue == null) {
      throw new NullPointerException("value");
    }
    value = newValue;
    deed = Deed.SET;
  }

  boolean isSet() {
    return deed == Deed.SET;
  }

  boolean isRemoved() {
    return deed == Deed.REMOVED;
  }

  /** Tells the writer, and says what is to become of the slot. */
  Change<V> end() {
    V set = value;
    switch (deed) {
      case NOTHING -> {
        return Change.keep();
      }
      case READ -> {
        return Change.read();
      }
      case REMOVED -> {
        outside.delete(key);
        return Change.remove();
      }
      case LOADED, SET -> {
        if (set == null) {
          throw new AssertionError(deed);
        }
        if (deed == Deed.SET) {
          outside.write(key, set);
        }
        return Change.put(set);
      }
    }
    throw new AssertionError(deed);
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("no " + type);
  }
}
