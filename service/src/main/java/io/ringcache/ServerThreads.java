package io.ringcache;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * The server's own pool, for what the composition wires before there is a server. Thread-safe;
 * refuses, as the pool does, when its queue is full.
 */
final class ServerThreads implements Executor, LifeCycle.Listener {

  private volatile @Nullable Executor pool;

  @Override
  public void lifeCycleStarting(LifeCycle event) {
    if (event instanceof Server server) {
      pool = server.getThreadPool();
    }
  }

  @Override
  public void execute(Runnable task) {
    @Nullable Executor executor = pool;
    if (executor == null) {
      throw new RejectedExecutionException("the server has not started");
    }
    executor.execute(task);
  }
}
