package io.ringcache.rest;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Clients that begin at the same moment. */
final class Together {

  private Together() {}

  /**
   * Lets that many clients do something side by side; blocks until all have.
   *
   * @param client gets the client's number
   * @return what each of them came to, in the order of their numbers
   */
  static <T> List<T> run(int clients, IntFunction<T> client) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      CountDownLatch start = new CountDownLatch(clients);
      List<Future<T>> results =
          IntStream.range(0, clients)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            start.countDown();
                            start.await();
                            return client.apply(i);
                          }))
              .toList();
      return results.stream().map(Together::get).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T get(Future<T> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a client failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
