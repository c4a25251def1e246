package io.ringcache.namespace;

import io.dropwizard.lifecycle.Managed;
import io.ringcache.cache.CacheBackend;
import io.ringcache.cache.FlushResult;
import io.ringcache.cache.Glob;
import io.ringcache.cache.InvalidInputException;
import io.ringcache.cache.NamespaceName;
import io.ringcache.database.Database;
import io.ringcache.database.DatabaseUnavailableException;
import io.ringcache.http.ApiException;
import io.ringcache.http.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes namespaces, in two steps: other processes serve a namespace for a little while after it
 * was marked as being deleted, and what they write then must not be found by whoever registers the
 * name next.
 *
 * <pre>
 *   mark → flush → (answer) → every process has noticed → flush again → row and mark removed
 *             └ a node was missed: unmark
 * </pre>
 *
 * The second step is any process's that sees an old mark. Thread-safe.
 */
public final class NamespaceDeletions implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceDeletions.class);

  /** How old a mark is that every process has noticed: 5 s are promised. */
  private static final Duration NOTICED = Duration.ofSeconds(6);

  /** Each holds a connection while it flushes, and there are few. */
  private static final int AT_ONCE = 2;

  private static final long PATIENCE_SECONDS = 10;

  /** Of a process that was stopped for so long, after it had marked the namespace. */
  private static final FlushResult FINISHED_BY_ANOTHER = new FlushResult(0, List.of());

  private final NamespaceRegistry registry;
  private final CacheBackend backend;
  private final DeletionDao dao;
  private final boolean shared;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Rounds rounds = new Rounds("namespace-deletions", this::finish);

  public NamespaceDeletions(Database database, NamespaceRegistry registry, CacheBackend backend) {
    this.registry = registry;
    this.backend = backend;
    this.dao = new DeletionDao(database);
    this.shared = database.isShared();
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() throws InterruptedException {
    rounds.stop();
  }

  /**
   * Deletes a namespace: from this call on nobody finds it here, then it is flushed. Its name is
   * free once the second step is done, which with a database of our own is done at once. Where a
   * node could not be flushed it stays registered, to be deleted again. Blocks until that is done.
   *
   * @throws ApiException {@code NAMESPACE_NOT_FOUND} if it is not registered, {@code OVERLOADED} if
   *     too many are being deleted
   * @throws DatabaseUnavailableException if the database is not there; if it is lost meanwhile, the
   *     namespace may still be deleted
   */
  public FlushResult delete(NamespaceName name) {
    takeTurn();
    try {
      registry.withdraw(name);
      try {
        return dao.whileMarked(name, () -> flushMarked(name)).orElse(FINISHED_BY_ANOTHER);
      } finally {
        refresh();
      }
    } finally {
      turns.release();
    }
  }

  private DeletionDao.Flushed flushMarked(NamespaceName name) {
    FlushResult result = flush(name);
    if (!result.failedNodes().isEmpty()) {
      return new DeletionDao.Flushed(result, DeletionDao.Outcome.LIFTED);
    }
    return new DeletionDao.Flushed(
        result, shared ? DeletionDao.Outcome.KEPT : flushAgain(name).outcome());
  }

  /** The second step, of all marks that are old enough and that no other process is at. */
  private void finish() {
    boolean found = false;
    for (String marked : dao.marked(NOTICED)) {
      found |= finish(marked);
    }
    if (found) {
      registry.refresh();
    }
  }

  private boolean finish(String marked) {
    try {
      NamespaceName name = new NamespaceName(marked);
      return dao.whileMarked(name, NOTICED, () -> flushAgain(name)).isPresent();
    } catch (InvalidInputException e) {
      LOG.debug("A mark that somebody else has made, of what can be no name", e);
      return false;
    }
  }

  private DeletionDao.Flushed flushAgain(NamespaceName name) {
    FlushResult result = flush(name);
    boolean done = result.failedNodes().isEmpty();
    LOG.debug("The namespace {} {}", name, done ? "is deleted" : "could not be flushed again yet");
    return new DeletionDao.Flushed(
        result, done ? DeletionDao.Outcome.REMOVED : DeletionDao.Outcome.KEPT);
  }

  private FlushResult flush(NamespaceName name) {
    return backend.flush(name, Glob.ALL).toCompletableFuture().join();
  }

  /** Shows what has become of the mark; without the database, when that is back. */
  private void refresh() {
    try {
      registry.refresh();
    } catch (DatabaseUnavailableException e) {
      LOG.debug("The snapshot stays as it is for now", e);
    }
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ApiException(ErrorCode.OVERLOADED, "too many namespaces are being deleted");
  }
}
