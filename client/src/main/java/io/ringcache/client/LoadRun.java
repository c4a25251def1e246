package io.ringcache.client;

import com.fasterxml.jackson.databind.JavaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request for values, by cache-aside: look up; board a flight for each that is missing; call
 * the loader for those that nobody else loads, hand out and store what it brings; wait for the
 * others.
 *
 * <p>Values that are known not to be there are in no map: null is JSON's null is no value.
 */
final class LoadRun<T> {

  /** What all requests on a namespace share. */
  record Setting(String namespace, Flights flights, Json json, Meter meter, Access access) {}

  private final Setting setting;
  private final JavaType type;
  private final LoadOptions options;
  private final Source<T> source;
  private final Executor executor;
  private final @Nullable Loading parent;
  private final ConcurrentMap<String, T> values = new ConcurrentHashMap<>();

  /**
   * Does nothing yet.
   *
   * @param executor on which the source is called
   * @param parent the loading whose loader asks, if it is one
   */
  LoadRun(
      Setting setting,
      JavaType type,
      LoadOptions options,
      Source<T> source,
      Executor executor,
      @Nullable Loading parent) {
    this.setting = setting;
    this.type = type;
    this.options = options;
    this.source = source;
    this.executor = executor;
    this.parent = parent;
  }

  /** The values of those keys that have one. */
  CompletableFuture<Map<String, T>> start(Set<String> keys) {
    Map<String, Integer> landings = new HashMap<>();
    keys.forEach(key -> landings.put(key, setting.flights().landings(id(key))));
    return setting
        .access()
        .look(keys)
        .thenComposeAsync(found -> board(new HashMap<>(found), landings), executor)
        .thenApply(nothing -> values);
  }

  private CompletableFuture<Void> board(Map<String, Lookup> seen, Map<String, Integer> landings) {
    Set<String> missing = takeHits(seen);
    setting.meter().read(setting.namespace(), seen.size() - missing.size(), missing.size());
    Loading loading = new Loading();
    List<Flight> mine = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (String key : missing) {
      Flight flight = setting.flights().board(id(key), type, loading);
      if (flight.loading() == loading) {
        mine.add(flight);
      } else {
        all.add(waitFor(flight));
      }
    }
    if (!mine.isEmpty()) {
      all.add(fly(mine, seen, landings, loading));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** Takes the values that are there; returns the keys of the others. */
  private Set<String> takeHits(Map<String, Lookup> seen) {
    Set<String> missing = new LinkedHashSet<>();
    seen.forEach(
        (key, lookup) -> {
          if (!takeHit(key, lookup)) {
            missing.add(key);
          }
        });
    long failed = seen.values().stream().filter(lookup -> lookup.failure().isPresent()).count();
    if (failed > 0) {
      RingcacheException why =
          seen.values().stream().flatMap(lookup -> lookup.failure().stream()).findFirst().get();
      if (options.strict()) {
        throw why;
      }
      setting.meter().fellBack(setting.namespace(), (int) failed, why);
    }
    return missing;
  }

  private boolean takeHit(String key, Lookup lookup) {
    if (lookup.value().isEmpty()) {
      return false;
    }
    try {
      T value = setting.json().read(lookup.value().get(), type);
      if (value != null) {
        values.put(key, value);
      }
      return true;
    } catch (ValueException e) {
      if (options.strict()) {
        throw e;
      }
      return false; // of another type, or of an older version of it: to be replaced
    }
  }

  /** Loads what is to be loaded by this one; whatever happens, its flights land. */
  private CompletableFuture<Void> fly(
      List<Flight> mine, Map<String, Lookup> seen, Map<String, Integer> landings, Loading loading) {
    return guarded(loading, () -> lookAgain(mine, seen, landings, loading))
        .whenComplete(
            (nothing, failure) -> {
              Throwable cause = Causes.of(failure);
              for (Flight flight : mine) {
                if (cause != null) {
                  flight.result().completeExceptionally(cause);
                }
                setting.flights().land(flight);
              }
            });
  }

  /** Somebody may have stored a value between the look and the boarding. */
  private CompletableFuture<Void> lookAgain(
      List<Flight> mine, Map<String, Lookup> seen, Map<String, Integer> landings, Loading loading) {
    Set<String> doubtful = new LinkedHashSet<>();
    for (Flight flight : mine) {
      if (setting.flights().landings(flight.id()) != landings.getOrDefault(flight.key(), 0)) {
        doubtful.add(flight.key());
      }
    }
    if (doubtful.isEmpty()) {
      return load(mine, seen, loading);
    }
    return setting
        .access()
        .look(doubtful)
        .thenComposeAsync(
            newer -> {
              seen.putAll(newer);
              newer.forEach(this::takeHit);
              List<Flight> left = new ArrayList<>();
              for (Flight flight : mine) {
                Lookup lookup = newer.get(flight.key());
                if (lookup != null && takeHit(flight.key(), lookup)) {
                  flight.result().complete(Optional.ofNullable(values.get(flight.key())));
                } else {
                  left.add(flight);
                }
              }
              return left.isEmpty()
                  ? CompletableFuture.<Void>completedFuture(null)
                  : load(left, seen, loading);
            },
            executor);
  }

  private CompletableFuture<Void> load(
      List<Flight> flights, Map<String, Lookup> seen, Loading loading) {
    Set<String> keys = new LinkedHashSet<>();
    flights.forEach(flight -> keys.add(flight.key()));
    long began = System.nanoTime();
    return loading
        .run(() -> source.load(keys))
        .toCompletableFuture()
        .handle(
            (loaded, failure) -> {
              if (failure != null) {
                Throwable cause = Causes.of(failure);
                if (!(cause instanceof AbandonedLoad)) {
                  setting.meter().loadFailed(setting.namespace(), keys.size(), failure);
                }
                throw new CompletionException(cause);
              }
              Duration took = Duration.ofNanos(System.nanoTime() - began);
              setting.meter().loaded(setting.namespace(), keys.size(), took);
              return loaded;
            })
        .thenCompose(loaded -> handOut(flights, seen, loaded));
  }

  private CompletableFuture<Void> handOut(
      List<Flight> flights, Map<String, Lookup> seen, Map<String, T> loaded) {
    List<Flight> toStore = new ArrayList<>();
    for (Flight flight : flights) {
      T value = loaded.get(flight.key());
      if (value != null) {
        values.put(flight.key(), value);
      }
      flight.result().complete(Optional.ofNullable(value));
      // one that could not be read can not be written either, or hides what nobody has seen
      boolean wasRead = seen.getOrDefault(flight.key(), Lookup.ABSENT).failure().isEmpty();
      if (wasRead && (value != null || options.absentTtl().isPresent())) {
        toStore.add(flight);
      }
    }
    return store(toStore, seen);
  }

  private CompletableFuture<Void> store(List<Flight> flights, Map<String, Lookup> seen) {
    Map<String, Stored> toStore = new HashMap<>();
    for (Flight flight : flights) {
      if (!flight.isSuperseded()) {
        json(flight.key()).ifPresent(stored -> toStore.put(flight.key(), stored));
      }
    }
    if (toStore.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return setting
        .access()
        .store(toStore.values(), seen)
        .thenCompose(stored -> takeBackSuperseded(flights, stored))
        .handle((nothing, failure) -> stored(toStore.size(), Causes.of(failure)));
  }

  private @Nullable Void stored(int keys, @Nullable Throwable failure) {
    if (failure instanceof RingcacheException why) {
      notStored(keys, why);
    }
    return null;
  }

  private void notStored(int keys, RingcacheException why) {
    if (options.strict()) {
      throw why;
    }
    setting.meter().notStored(setting.namespace(), keys, why);
  }

  private CompletableFuture<?> takeBackSuperseded(
      List<Flight> flights, Map<String, String> stored) {
    Map<String, String> superseded = new HashMap<>();
    for (Flight flight : flights) {
      String etag = stored.get(flight.key());
      if (etag != null && flight.isSuperseded()) {
        superseded.put(flight.key(), etag);
      }
    }
    return superseded.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : setting.access().takeBack(superseded);
  }

  private Optional<Stored> json(String key) {
    @Nullable T value = values.get(key);
    StoreOptions store = options.store();
    Optional<Duration> ttl =
        value == null ? options.absentTtl() : Ttls.jittered(store.ttl(), options.ttlJitter());
    try {
      byte[] json = setting.json().write(value, Optional.of(type));
      return Optional.of(new Stored(key, json, new StoreOptions(ttl, store.tags())));
    } catch (ValueException e) {
      notStored(1, e);
      return Optional.empty();
    }
  }

  /** Waits for another one's load; of another type, until it is in the cache. */
  private CompletableFuture<Void> waitFor(Flight other) {
    boolean sameType = other.type().equals(type);
    CompletableFuture<?> end = sameType ? other.result() : other.landed();
    return guarded(
        other.loading(),
        () ->
            inTime(end.handle((value, failure) -> other))
                .thenCompose(flight -> sameType ? take(flight) : again(flight.key())));
  }

  /** The stage, which is this one's alone, but no longer than this one is ready to wait. */
  private CompletableFuture<Flight> inTime(CompletableFuture<Flight> stage) {
    if (options.longestWait().isEmpty()) {
      return stage;
    }
    Duration wait = options.longestWait().get();
    return stage
        .orTimeout(wait.toNanos(), TimeUnit.NANOSECONDS)
        .exceptionally(
            failure -> {
              throw new LoadTimeoutException(wait);
            });
  }

  @SuppressWarnings("unchecked") // a flight of that type
  private CompletableFuture<Void> take(Flight landed) {
    try {
      landed.result().join().ifPresent(value -> values.put(landed.key(), (T) value));
      return CompletableFuture.completedFuture(null);
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof AbandonedLoad
          ? again(landed.key())
          : CompletableFuture.failedFuture(cause);
    }
  }

  private CompletableFuture<Void> again(String key) {
    return new LoadRun<>(setting, type, options, source, executor, parent)
        .start(Set.of(key))
        .thenAccept(values::putAll);
  }

  /** Notes whom the asking loader waits for while it does. */
  private CompletableFuture<Void> guarded(Loading loading, Supplier<CompletableFuture<Void>> wait) {
    try {
      if (parent != null) {
        parent.waitFor(loading);
      }
      return wait.get()
          .whenComplete(
              (nothing, failure) -> {
                if (parent != null) {
                  parent.waitsNoMore(loading);
                }
              });
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Flight.Id id(String key) {
    return new Flight.Id(setting.namespace(), key);
  }
}
