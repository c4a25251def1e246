package io.ringcache.history;

import io.ringcache.testing.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Harms nodes, each by a schedule of its own, so that two may be in trouble at once; what happens
 * to a node, for how long, and when the next thing does follows from the seed alone. Every kind of
 * trouble comes before any comes again. Thread-safe.
 */
final class Nemesis implements AutoCloseable {

  /** Around a command's timeout, which decides what becomes of the calls. */
  private static final int SHORT_MILLIS = 400;

  private static final int LONG_MILLIS = 1_500;
  private static final int LONGEST_PEACE_MILLIS = 2_000;

  private final Map<Trouble, Integer> count = new EnumMap<>(Trouble.class);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads;
  private final List<CompletableFuture<Void>> running = new ArrayList<>();

  private Nemesis(ExecutorService threads) {
    this.threads = threads;
  }

  static Nemesis upon(List<TroubledNode> nodes, long seed) {
    Nemesis nemesis = new Nemesis(Executors.newFixedThreadPool(nodes.size()));
    for (int i = 0; i < nodes.size(); i++) {
      TroubledNode node = nodes.get(i);
      Random random = new Random(seed + i);
      nemesis.running.add(
          CompletableFuture.runAsync(() -> nemesis.harm(node, random), nemesis.threads));
    }
    return nemesis;
  }

  /** How often each has happened. */
  Map<Trouble, Integer> count() {
    synchronized (count) {
      return new EnumMap<>(count);
    }
  }

  /** Leaves every node running, and reached; fails if one could not be harmed or healed. */
  @Override
  public void close() {
    ended.countDown();
    running.forEach(CompletableFuture::join);
    threads.shutdownNow();
  }

  private void harm(TroubledNode node, Random random) {
    List<Trouble> next = new ArrayList<>();
    while (!endsWithin(Duration.ofMillis(random.nextInt(LONGEST_PEACE_MILLIS)))) {
      if (next.isEmpty()) {
        next.addAll(node.troubles());
        Collections.shuffle(next, random);
      }
      Trouble trouble = next.remove(next.size() - 1);
      List<TcpProxy> lines = some(node.lines(), random);
      int millis = random.nextInt(random.nextBoolean() ? SHORT_MILLIS : LONG_MILLIS);
      trouble.befall(node, lines);
      endsWithin(Duration.ofMillis(millis));
      trouble.pass(node, lines);
      synchronized (count) {
        count.merge(trouble, 1, Integer::sum);
      }
    }
  }

  /** All, or that of one process alone. */
  private static List<TcpProxy> some(List<TcpProxy> lines, Random random) {
    int chosen = random.nextInt(lines.size() + 1);
    return chosen == lines.size() ? lines : List.of(lines.get(chosen));
  }

  private boolean endsWithin(Duration time) {
    try {
      return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
