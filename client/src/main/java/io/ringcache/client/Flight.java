package io.ringcache.client;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A load of one key, from when it was found missing until it is stored. */
final class Flight {

  /** Of one process. */
  record Id(String namespace, String key) {}

  private final Id id;
  private final JavaType type;
  private final Loading loading;
  private final CompletableFuture<Optional<Object>> result = new CompletableFuture<>();
  private final CompletableFuture<Void> landed = new CompletableFuture<>();
  private volatile boolean superseded;

  Flight(Id id, JavaType type, Loading loading) {
    this.id = id;
    this.type = type;
    this.loading = loading;
  }

  Id id() {
    return id;
  }

  String key() {
    return id.key();
  }

  JavaType type() {
    return type;
  }

  Loading loading() {
    return loading;
  }

  /** What was loaded; empty: there is no value. */
  CompletableFuture<Optional<Object>> result() {
    return result;
  }

  /** Completed when what was loaded is in the cache, or will not come there. */
  CompletableFuture<Void> landed() {
    return landed;
  }

  /** Whether this client has written to the key meanwhile: what was loaded may be from before. */
  boolean isSuperseded() {
    return superseded;
  }

  void supersede() {
    superseded = true;
  }
}
