package io.ringcache.client;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one way to the service: every request goes through {@link #send}. Thread-safe, never blocks
 * but at its end.
 */
final class Transport implements AutoCloseable {

  private final HttpClient http;
  private final ExecutorService executor;
  private final List<Endpoint> endpoints;
  private final Optional<String> apiKey;
  private final Duration timeout;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Sends nothing yet.
   *
   * @param executor the HTTP client's, which ends with it
   * @param timeout for a call with all that it takes
   */
  Transport(
      HttpClient http,
      ExecutorService executor,
      List<Endpoint> endpoints,
      Optional<String> apiKey,
      Duration timeout) {
    this.http = http;
    this.executor = executor;
    this.endpoints = endpoints;
    this.apiKey = apiKey;
    this.timeout = timeout;
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  Duration timeout() {
    return timeout;
  }

  /**
   * The answer, whatever its status; or a {@link CacheUnreachableException}, after the timeout at
   * the latest.
   */
  CompletableFuture<Answer> send(Call call) {
    if (closed) {
      throw new IllegalStateException("this client is closed");
    }
    return new Exchange(this, call).start();
  }

  /**
   * The base URL for the next attempt, in turn: one whose breaker permits it, another one than that
   * if there is any.
   */
  Optional<Endpoint> choose(Optional<Endpoint> unlike) {
    int first = turn.getAndIncrement();
    for (int i = 0; i < endpoints.size(); i++) {
      Endpoint endpoint = endpoints.get(Math.floorMod(first + i, endpoints.size()));
      if (unlike.filter(endpoint::equals).isEmpty() && endpoint.breaker().permits()) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  /**
   * Sends it there.
   *
   * @param answer completed with the answer as soon as its last byte is there, on a thread of the
   *     HTTP client's: what this returns is completed on the common pool, which others may hold up
   */
  CompletableFuture<?> send(Call call, Endpoint endpoint, CompletableFuture<Answer> answer) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(call.path()));
    byte[] body = call.body();
    request.method(
        call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    call.headers().forEach(request::header);
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    BodyHandler<Boolean> handler =
        head ->
            BodySubscribers.mapping(
                BodySubscribers.ofByteArray(),
                bytes -> answer.complete(new Answer(head.statusCode(), head.headers(), bytes)));
    CompletableFuture<?> sent = http.sendAsync(request.build(), handler);
    var unused =
        sent.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
              }
            });
    return sent;
  }

  /** Takes no more calls; gives those under way their time. */
  @Override
  @SuppressWarnings("Interruption") // said again to the thread
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    CompletableFuture<?>[] ends =
        endpoints.stream()
            .map(endpoint -> endpoint.gate().idle())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // whoever still waits is told by the deadline
    }
    if (http
        instanceof AutoCloseable closeable) { // from Java 21 on; before, its threads end with it
      closeQuietly(closeable);
    }
    executor.shutdown();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
