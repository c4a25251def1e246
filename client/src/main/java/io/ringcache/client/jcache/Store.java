package io.ringcache.client.jcache;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringcache.client.CacheEntry;
import io.ringcache.client.InvalidRequestException;
import io.ringcache.client.Namespace;
import io.ringcache.client.RingcacheException;
import io.ringcache.client.StoreOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in its namespace: objects instead of JSON, and writes that happen only
 * where nothing has changed since the look. Whatever fails is a {@link CacheException}.
 */
final class Store<K, V> {

  /** The longest that Ringcache keeps anything. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final Namespace namespace;
  private final KeyNames names;
  private final Codec codec;

  Store(Namespace namespace, Codec codec) {
    this.namespace = namespace;
    this.names = new KeyNames(codec);
    this.codec = codec;
  }

  Slot<V> look(K key) {
    String name = names.of(key).text();
    return slot(asked(() -> namespace.entry(name, Envelope.class)));
  }

  /** Those keys that are there and have not expired. */
  Map<K, Slot<V>> look(Set<? extends K> keys) {
    Map<String, K> byName = new HashMap<>();
    keys.forEach(key -> byName.put(names.of(key).text(), key));
    Map<K, Slot<V>> slots = new HashMap<>();
    asked(() -> namespace.getAll(byName.keySet(), Envelope.class))
        .forEach(
            (name, envelope) -> {
              Slot<V> slot = slot(envelope, "");
              K key = byName.get(name);
              if (slot.isThere() && key != null) {
                slots.put(key, slot);
              }
            });
    return slots;
  }

  boolean contains(K key) {
    return look(key).isThere();
  }

  private Slot<V> slot(Optional<CacheEntry<Envelope>> entry) {
    if (entry.isEmpty()) {
      return new Slot<>(null, "", Expiry.NEVER);
    }
    Envelope envelope = entry.get().value();
    if (envelope == null) {
      throw new CacheException("JSON's null is none of JCache's values");
    }
    return slot(envelope, entry.get().etag());
  }

  @SuppressWarnings("unchecked") // whoever shares a cache has to agree on its types
  private Slot<V> slot(Envelope envelope, String etag) {
    if (Expiry.isOver(envelope.x(), System.currentTimeMillis())) {
      return new Slot<>(null, etag, envelope.x());
    }
    return new Slot<>((V) codec.read(envelope.v()), etag, envelope.x());
  }

  /** Stores it where the slot is still what is there; whether it was. */
  boolean store(K key, Slot<V> seen, V value, long expires) {
    KeyNames.Name name = names.of(key);
    Envelope envelope = new Envelope(codec.write(value), expires, name.beside());
    StoreOptions options = options(expires);
    return asked(
        () ->
            seen.etag().isEmpty()
                ? namespace.putIfAbsent(name.text(), envelope, options).isPresent()
                : namespace.replace(name.text(), seen.etag(), envelope, options).isPresent());
  }

  /** Stores them whatever is there. */
  void store(Map<? extends K, ? extends V> values, long expires) {
    Map<String, Envelope> envelopes = new HashMap<>();
    values.forEach(
        (key, value) -> {
          KeyNames.Name name = names.of(key);
          envelopes.put(name.text(), new Envelope(codec.write(value), expires, name.beside()));
        });
    long stored = asked(() -> namespace.putAll(envelopes, options(expires)));
    if (stored != envelopes.size()) {
      throw new CacheException("stored " + stored + " of " + envelopes.size());
    }
  }

  private static StoreOptions options(long expires) {
    return StoreOptions.ttl(
        expires == Expiry.NEVER
            ? FOR_EVER
            : Duration.ofMillis(Math.max(1, expires - System.currentTimeMillis())));
  }

  /** Removes it where the slot is still what is there; whether it was. */
  boolean remove(K key, Slot<V> seen) {
    String name = names.of(key).text();
    return seen.etag().isEmpty() || asked(() -> namespace.delete(name, seen.etag()));
  }

  /** Removes them whatever is there. */
  void remove(Set<? extends K> keys) {
    List<String> texts = keys.stream().map(key -> names.of(key).text()).toList();
    asked(() -> namespace.deleteAll(texts));
  }

  void clear() {
    asked(namespace::flush);
  }

  /** Every key that was there throughout, page by page; ends where the namespace is not known. */
  Iterator<Map.Entry<K, V>> entries() {
    Stream<String> keys;
    try {
      keys = namespace.keys();
    } catch (InvalidRequestException e) {
      if (!e.code().equals("namespace_not_found")) {
        throw new CacheException(e);
      }
      keys = Stream.of();
    }
    return new Pages(keys.iterator());
  }

  /** Reads as many entries at once as a request may ask for. */
  private final class Pages implements Iterator<Map.Entry<K, V>> {

    private static final int PAGE = 1000;

    private final Iterator<String> keys;
    private Iterator<Map.Entry<K, V>> page = List.<Map.Entry<K, V>>of().iterator();

    Pages(Iterator<String> keys) {
      this.keys = keys;
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && asked(keys::hasNext)) {
        List<String> some = new ArrayList<>();
        while (some.size() < PAGE && asked(keys::hasNext)) {
          some.add(keys.next());
        }
        page = read(some).iterator();
      }
      return page.hasNext();
    }

    @Override
    public Map.Entry<K, V> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }

    @SuppressWarnings("unchecked") // as values are
    private List<Map.Entry<K, V>> read(List<String> some) {
      List<Map.Entry<K, V>> entries = new ArrayList<>();
      asked(() -> namespace.getAll(some, Envelope.class))
          .forEach(
              (name, envelope) -> {
                @Nullable V value = slot(envelope, "").value();
                if (value != null) {
                  @Nullable JsonNode beside = envelope.k();
                  entries.add(Map.entry((K) names.key(name, beside), value));
                }
              });
      return entries;
    }
  }

  private static <R> R asked(Supplier<R> call) {
    try {
      return call.get();
    } catch (RingcacheException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }
}
