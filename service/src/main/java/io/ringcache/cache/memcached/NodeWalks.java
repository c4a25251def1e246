package io.ringcache.cache.memcached;

import io.ringcache.cache.CacheException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a node's keys, one at a time: those who ask while one is waiting to start share it.
 * Thread-safe, blocks nobody. Its thread is there while there is something to do.
 */
final class NodeWalks implements AutoCloseable {

  private static final long IDLE_THREAD_SECONDS = 10;

  /** A walk that has not started, and who wants its lines. */
  private static final class Round implements LineTaker {
    final List<LineTaker> takers = new ArrayList<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
    Pace pace = Pace.GENTLE;

    @Override
    public void take(DumpLine line) {
      takers.forEach(taker -> taker.take(line));
    }

    @Override
    public boolean isBehind() {
      return takers.stream().anyMatch(LineTaker::isBehind);
    }
  }

  private final MemcachedEndpoint node;
  private final ThreadPoolExecutor thread;
  private @Nullable Round next;
  private boolean closed;
  private @Nullable Metadump running;

  NodeWalks(MemcachedEndpoint node) {
    this.node = node;
    // At most one walk runs and one waits.
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2),
            task -> {
              Thread made = new Thread(task, "memcached-" + node.name() + "-walk");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  /** See {@link MemcachedCommands#walk}. */
  synchronized CompletionStage<Void> walk(LineTaker taker, Pace pace) {
    if (closed) {
      return CompletableFuture.failedStage(stopped());
    }
    Round round = next;
    if (round == null) {
      round = new Round();
      next = round;
      thread.execute(this::walkNext);
    }
    round.takers.add(taker);
    round.pace = round.pace.or(pace);
    if (pace == Pace.URGENT && running != null) {
      running.hurry();
    }
    return round.end;
  }

  private void walkNext() {
    Round round;
    Metadump dump;
    synchronized (this) {
      round = next;
      next = null;
      if (round == null) {
        return;
      }
      dump = new Metadump(node, round.pace);
      running = dump;
      if (closed) {
        dump.close();
      }
    }
    try (dump) {
      dump.readAll(round);
      round.end.complete(null);
    } catch (ReplyReader.Unexpected e) {
      round.end.completeExceptionally(MemcachedErrors.translate(node.name(), e.what()));
    } catch (SocketTimeoutException e) {
      round.end.completeExceptionally(
          new CacheException.NodeTimeout(node.name(), dump.patience().toMillis()));
    } catch (IOException e) {
      round.end.completeExceptionally(
          new CacheException.NodeUnavailable(node.name(), String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      round.end.completeExceptionally(e); // a CacheException, or what a taker must not do
    }
  }

  private CacheException stopped() {
    return new CacheException.NodeUnavailable(node.name(), "the service stops");
  }

  /** Ends the walk that runs; the one that waits fails. */
  @Override
  public void close() {
    Metadump dump;
    synchronized (this) {
      closed = true;
      dump = running;
    }
    if (dump != null) {
      dump.close();
    }
    thread.shutdown();
  }
}
