package io.ringcache.history;

import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.NamespaceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Clients of several processes on the same nodes, whose calls are written down and judged, part by
 * part: the memory it takes does not grow with time. What the clients ask follows from the seed,
 * when they get there does not. Not thread-safe.
 */
final class History implements AutoCloseable {

  static final NamespaceName NAMESPACE = new NamespaceName("history");

  private static final int CLIENTS_OF_PROCESS = 8;

  private final List<Client> clients;
  private final Checker checker;
  private final ExecutorService threads;
  private Tally tally = Tally.NOTHING;

  private History(List<Client> clients, Checker checker) {
    this.clients = clients;
    this.checker = checker;
    this.threads = Executors.newFixedThreadPool(clients.size());
  }

  /**
   * One without a call yet.
   *
   * @param processes each a process's own backend
   */
  static History of(List<CacheBackend> processes, long seed) {
    Random seeds = new Random(seed);
    AtomicLong lastValue = new AtomicLong();
    List<Client> clients = new ArrayList<>();
    for (int process = 0; process < processes.size(); process++) {
      for (int i = 0; i < CLIENTS_OF_PROCESS; i++) {
        clients.add(
            new Client(
                process,
                processes.get(process),
                NAMESPACE,
                lastValue,
                new Random(seeds.nextLong())));
      }
    }
    return new History(clients, new Checker(processes.size()));
  }

  /** Lets all clients call for that time; what they should not have seen. */
  List<Violation> goOn(Duration time) {
    long begin = System.nanoTime();
    return judged(client -> client.runUntil(() -> System.nanoTime() - begin > time.toNanos()));
  }

  /** Has every client read all keys; what they should not have seen. */
  List<Violation> readAll() {
    return judged(Client::readAll);
  }

  private List<Violation> judged(Function<Client, List<Operation>> calls) {
    List<CompletableFuture<List<Operation>>> running =
        clients.stream()
            .map(client -> CompletableFuture.supplyAsync(() -> calls.apply(client), threads))
            .toList();
    List<Operation> written = new ArrayList<>();
    running.forEach(client -> written.addAll(client.join()));
    tally = tally.plus(Tally.of(written));
    return checker.check(written);
  }

  Tally tally() {
    return tally;
  }

  /** Leaves the backends open. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
